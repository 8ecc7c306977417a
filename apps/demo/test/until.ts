import { setTimeout as pause } from 'node:timers/promises';

const ATTEMPTS = 1_500;
const PAUSE_MILLISECONDS = 20;

/** Waits for a condition, not for a time; throws when it does not come about. */
export async function until(what: string, condition: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (condition()) return;
    await pause(PAUSE_MILLISECONDS);
  }
  throw new Error(`never came about: ${what}`);
}
