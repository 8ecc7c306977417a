import { setTimeout as delay } from 'node:timers/promises';

const ATTEMPTS = 1_500;
const PAUSE_MS = 20;

/** Waits for a condition, not for a time; throws when it does not come about. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await condition()) return;
    await delay(PAUSE_MS);
  }
  throw new Error(`never came about: ${what}`);
}
