import type { Redis } from 'ioredis';

/** Long enough for an ingress to read some hundred pushes, and well below what it waits for Redis. */
const MILLISECONDS = 500;

/**
 * Has Redis carry nothing out for a moment. What an ingress is pushed meanwhile goes into jobs that are as full as they may be, but for
 * the very first push: so as under load, and the same each time. Redis goes on by itself: should the machine be busy, then jobs
 * are somewhat less full, and nothing fails.
 */
export async function holdRedis(redis: Redis): Promise<void> {
  await redis.call('CLIENT', 'PAUSE', MILLISECONDS, 'WRITE');
}
