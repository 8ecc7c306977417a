import type { Bench } from '../bench.js';
import { events } from './events.js';
import { text } from './text.js';
import { worker } from './worker.js';

export const BENCHES: readonly Bench[] = [text, events, worker];
