import type { Sample } from './interleave.js';

/** Calls a function of ours again and again for so long; `call` is told how often it has been called before. */
export function measureCalls(call: (serial: number) => unknown, seconds: number): Sample {
  const begun = performance.now();
  const cpuBefore = process.cpuUsage();
  let calls = 0;
  let elapsed = 0;
  // Looking at the clock takes as long as some of the calls.
  for (let chunk = 1; elapsed < seconds * 1_000; chunk = Math.min(chunk * 2, 256)) {
    for (const end = calls + chunk; calls < end; calls += 1) last = call(calls);
    elapsed = performance.now() - begun;
  }
  const { user, system } = process.cpuUsage(cpuBefore);
  return { perSecond: (calls / elapsed) * 1_000, cpu: { process: (user + system) / calls } };
}

/** What is read by nobody might not be made at all. */
export let last: unknown;
