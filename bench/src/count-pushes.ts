import type { Redis } from 'ioredis';

const PAGE = 1_000;

/** How many jobs wait in a queue of BullMQ's, and how many different followers' pushes they hold. */
export async function countPushes(redis: Redis, queue: string): Promise<{ jobs: number; pushes: number }> {
  const ids = await redis.lrange(`${queue}:wait`, 0, -1);
  const openids = new Set<string>();
  for (let first = 0; first < ids.length; first += PAGE) {
    const pipeline = redis.pipeline();
    for (const id of ids.slice(first, first + PAGE)) pipeline.hget(`${queue}:${id}`, 'data');
    for (const [error, data] of (await pipeline.exec()) ?? []) {
      if (error) throw error;
      // Ours hold a list of pushes, the naive design's are a push.
      const { pushes, FromUserName } = JSON.parse(String(data)) as Partial<NaiveOrOurs>;
      for (const openid of pushes?.map(push => push.fromUserName) ?? [FromUserName]) openids.add(String(openid));
    }
  }
  return { jobs: ids.length, pushes: openids.size };
}

/** How many different followers' events a stream holds. */
export async function countEntries(redis: Redis, stream: string): Promise<{ jobs: number; pushes: number }> {
  const openids = new Set<string>();
  let [entries, after] = [0, '-'];
  for (;;) {
    const page = await redis.xrange(stream, after, '+', 'COUNT', PAGE);
    if (page.length === 0) return { jobs: entries, pushes: openids.size };
    for (const [, [, event = '']] of page) openids.add((JSON.parse(event) as { fromUserName: string }).fromUserName);
    entries += page.length;
    after = `(${page.at(-1)![0]}`;
  }
}

interface NaiveOrOurs {
  readonly pushes: readonly { readonly fromUserName: string }[];
  readonly FromUserName: string;
}
