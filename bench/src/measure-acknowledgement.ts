import { stopwatchOf } from './cpu-time.js';
import type { Sample } from './interleave.js';
import { latencySample } from './latency-sample.js';
import { type OpenLoopOptions, runOpenLoop } from './open-loop.js';
import type { Program } from './start-program.js';

export interface AcknowledgementLoad extends Pick<OpenLoopOptions, 'schedule' | 'next'> {
  readonly server: Program;
  readonly seconds: number;
}

/** From the moment that a push is due to its answer. */
export async function measureAcknowledgement({
  server,
  seconds,
  ...load
}: AcknowledgementLoad): Promise<Sample & { readonly answers: number }> {
  const spent = stopwatchOf({ server: server.pid });
  const { answered, late } = await runOpenLoop({ ...load, url: server.url });
  const cpu = Object.entries(spent()).map(([name, time]) => [name, time && time / answered.length] as const);
  return {
    answers: answered.length,
    ...latencySample({ schedule: load.schedule, done: answered, late, seconds }),
    cpu: Object.fromEntries(cpu),
  };
}
