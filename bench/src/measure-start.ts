import { setTimeout as delay } from 'node:timers/promises';
import { cpuTime } from './cpu-time.js';
import type { Sample } from './interleave.js';
import { residentMebibytes } from './resident-memory.js';
import type { Program } from './start-program.js';

/** What a program does at first is over by then. */
const REST_MILLISECONDS = 1_500;

/** Starts a program, lets it rest, and stops it. */
export async function measureStart(start: () => Promise<Program>): Promise<Sample> {
  const begun = performance.now();
  const program = await start();
  const milliseconds = performance.now() - begun;
  const cpu = cpuTime(program.pid);
  await delay(REST_MILLISECONDS);
  program.assertRunning();
  const resident = residentMebibytes(program.pid);
  await program.stop();
  return {
    perSecond: 1_000 / milliseconds,
    cpu: { program: cpu },
    others: { 'ms to listening': milliseconds, ...(resident !== undefined && { 'MiB at rest': resident }) },
  };
}
