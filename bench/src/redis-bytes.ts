import type { Redis } from 'ioredis';

/** What a key is there for. */
export type Purpose = 'jobs' | 'receptions';

const KEYS_AT_ONCE = 1_000;

/**
 * The bytes that the keys of that prefix take in Redis, those of the queue apart from those that tell redeliveries and replays. All
 * of each key is counted, and its entry; not the tables that the entries are in.
 */
export async function redisBytes(redis: Redis, prefix: string, queue: string): Promise<Record<Purpose, number>> {
  const bytes = { jobs: 0, receptions: 0 };
  const counted = new Set<string>();
  for await (const page of redis.scanStream({ match: `${prefix}:*`, count: KEYS_AT_ONCE })) {
    // A scan may come upon a key twice while Redis enlarges its table.
    const keys = (page as string[]).filter(key => !counted.has(key));
    const pipeline = redis.pipeline();
    for (const key of keys) pipeline.memory('USAGE', key, 'SAMPLES', 0);
    const answers = (await pipeline.exec()) ?? [];
    for (const [index, key] of keys.entries()) {
      counted.add(key);
      const purpose = purposeOf(key, prefix, queue);
      const [error, size] = answers[index]!;
      if (error) throw error;
      if (purpose) bytes[purpose] += Number(size);
    }
  }
  return bytes;
}

/** Undefined: it is there for something else, or as big however many events wait. */
export function purposeOf(key: string, prefix: string, queue: string): Purpose | undefined {
  const [, kind, name = ''] = key.slice(prefix.length).split(':');
  if (kind === queue) return /^(events|meta|id|marker|stalled.*)$/.test(name) ? undefined : 'jobs';
  return /^(received|nonce)/.test(kind ?? '') ? 'receptions' : undefined;
}
