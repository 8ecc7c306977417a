import type { Redis } from 'ioredis';
import { connectRedis } from '../connect-redis.js';
import type { CheckedEnv } from '../env.js';
import { hidePassword } from '../hide-password.js';
import { checkClock } from './check-clock.js';
import { checkQueues } from './check-queues.js';
import { checkRedisInfo } from './check-redis-info.js';
import { type Finding, skipped } from './finding.js';

/** First receptions order what comes within one second, by the clocks of several machines. */
const NOTICEABLE_MILLISECONDS = 1_000;

/** Redis, which holds what is acknowledged and not yet done; and the queues in it. */
export async function checkRedis({ REDIS_URL, QUEUE_PREFIX }: CheckedEnv): Promise<readonly Finding[]> {
  if (REDIS_URL === undefined) return [skipped('redis', 'for want of REDIS_URL')];
  const redis = await connectRedis(REDIS_URL);
  try {
    return [
      ...checkRedisInfo(await redis.info(), hidePassword(REDIS_URL)),
      await checkTime(redis),
      ...(QUEUE_PREFIX === undefined ? [] : await checkQueues(redis, QUEUE_PREFIX)),
    ];
  } finally {
    redis.disconnect();
  }
}

async function checkTime(redis: Redis): Promise<Finding> {
  const before = Date.now();
  const [seconds, microseconds] = await redis.time();
  const there = Number(seconds) * 1_000 + Number(microseconds) / 1_000;
  return checkClock('redis clock', { there, before, after: Date.now() }, NOTICEABLE_MILLISECONDS);
}
