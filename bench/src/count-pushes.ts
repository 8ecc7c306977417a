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

interface NaiveOrOurs {
  readonly pushes: readonly { readonly fromUserName: string }[];
  readonly FromUserName: string;
}
