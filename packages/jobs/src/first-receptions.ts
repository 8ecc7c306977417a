import { pushId } from '@wechat-pipeline/wechat-core';
import type { Redis } from 'ioredis';
import type { JobPush } from './kinds.js';

/**
 * WeChat pushes again what was not acknowledged in time, and a redelivery must count as received when its first
 * delivery was: else "follow, unfollow" of one second, redelivered, would read "unfollow, follow". So the ingress notes
 * when it first received a push, and the worker asks.
 */

/** WeChat's three tries take 15 seconds; the rest is for a redelivery that waits in front of a slow ingress. */
const REMEMBER_SECONDS = 600;

/** Notes each push's first reception. Part of accepting a push: resolves when Redis has it. */
export async function noteReceptions(redis: Redis, prefix: string, pushes: readonly JobPush[]): Promise<void> {
  const pipeline = redis.pipeline();
  for (const push of pushes) pipeline.set(key(prefix, push), push.receivedAt, 'EX', REMEMBER_SECONDS, 'NX');
  const results = (await pipeline.exec()) ?? [];
  const failed = results.find(([error]) => error);
  if (failed) throw failed[0];
}

/** The pushes with `receivedAt` of their first reception, where it is remembered. */
export async function withFirstReceptions<P extends JobPush>(
  redis: Redis,
  prefix: string,
  pushes: readonly P[],
): Promise<readonly P[]> {
  const noted = await redis.mget(pushes.map(push => key(prefix, push)));
  return pushes.map((push, index) => {
    const receivedAt = Number(noted[index] ?? push.receivedAt);
    return receivedAt === push.receivedAt ? push : { ...push, receivedAt };
  });
}

function key(prefix: string, push: JobPush): string {
  return `${prefix}:received:${pushId(push.appId, push)}`;
}
