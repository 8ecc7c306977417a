import type { Bench } from '../bench.js';
import { core } from './core.js';
import { counters } from './counters.js';
import { events } from './events.js';
import { fuzz } from './fuzz.js';
import { growth } from './growth.js';
import { latency } from './latency.js';
import { memory } from './memory.js';
import { peers } from './peers.js';
import { pipeline } from './pipeline.js';
import { scale } from './scale.js';
import { start } from './start.js';
import { text } from './text.js';
import { worker } from './worker.js';
import { writes } from './writes.js';

export const BENCHES: readonly Bench[] = [
  text,
  events,
  worker,
  pipeline,
  latency,
  scale,
  writes,
  memory,
  start,
  counters,
  core,
  growth,
  fuzz,
  peers,
];
