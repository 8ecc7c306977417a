import { setTimeout as pause } from 'node:timers/promises';

const DEADLINE_MILLISECONDS = 6_000;
const PAUSE_MILLISECONDS = 25;

/** Looks again and again until it sees enough or the time is up, and returns what it saw last. */
export async function poll<T>(look: () => Promise<T>, isEnough: (seen: T) => boolean): Promise<T> {
  const deadline = performance.now() + DEADLINE_MILLISECONDS;
  let seen = await look();
  while (!isEnough(seen) && performance.now() < deadline) {
    await pause(PAUSE_MILLISECONDS);
    seen = await look();
  }
  return seen;
}
