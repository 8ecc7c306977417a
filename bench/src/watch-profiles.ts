import { setTimeout as delay } from 'node:timers/promises';
import type { Collection } from 'mongodb';

export interface WatchOptions {
  readonly profiles: Collection;
  /** The indexed field that names the follower. */
  readonly field: string;
  /** A profile is not looked for earlier after its push, as the API is not faster. */
  readonly earliestMilliseconds: number;
  /** Between one answer of MongoDB's and the next question. */
  readonly pauseMilliseconds: number;
}

export interface ProfileWatch {
  /** @param key what `field` will be */
  expect(key: string): void;
  /** Resolves when all have been found, to when each was, by `performance.now()`, in the order of {@link expect}. */
  found(): Promise<readonly number[]>;
  close(): void;
}

const STANDSTILL_MILLISECONDS = 20_000;

/** More than wait at any rate that is kept up with. Where it is not, looking for all of them would slow down what is looked for. */
const MOST_KEYS = 1_000;

/**
 * Finds out when profiles appear: asks for those that could be there by now, again and again, by the index alone. A profile counts from
 * when MongoDB's answer is there, so it is told later than it was, by up to pause and question, and never earlier. A question takes
 * MongoDB about 0.3 ms and this process 0.4.
 */
export function watchProfiles(options: WatchOptions): ProfileWatch {
  const { profiles, field, earliestMilliseconds, pauseMilliseconds } = options;
  const missing = new Map<string, { readonly index: number; readonly since: number }>();
  const found: number[] = [];
  const projection = field === '_id' ? { _id: 1 } : { _id: 0, [field]: 1 };
  let [expected, isClosed] = [0, false];
  let failure: unknown;
  let changed = performance.now();

  async function look(): Promise<void> {
    const before = performance.now() - earliestMilliseconds;
    const keys: string[] = [];
    for (const [key, { since }] of missing) {
      if (since > before || keys.length === MOST_KEYS) break;
      keys.push(key);
    }
    if (keys.length === 0) return;
    const there = await profiles.find({ [field]: { $in: keys } }, { projection, batchSize: keys.length + 1 }).toArray();
    const now = performance.now();
    for (const profile of there) {
      const key = String(profile[field]);
      found[missing.get(key)!.index] = now;
      missing.delete(key);
      changed = now;
    }
  }

  const watching = (async () => {
    while (!isClosed) {
      await look();
      await delay(pauseMilliseconds);
    }
  })().catch(error => {
    failure = error;
  });

  return {
    expect(key) {
      missing.set(key, { index: expected, since: performance.now() });
      expected += 1;
    },
    async found() {
      changed = performance.now();
      while (missing.size > 0) {
        if (failure) throw failure;
        if (performance.now() - changed > STANDSTILL_MILLISECONDS) {
          throw new Error(`expected profiles of all ${expected} who pushed, ${missing.size} are not there`);
        }
        await delay(pauseMilliseconds);
      }
      isClosed = true;
      await watching;
      return found;
    },
    close() {
      isClosed = true;
    },
  };
}
