import { Redis } from 'ioredis';
import { Failure } from './failure.js';
import { hidePassword } from './hide-password.js';

const MILLISECONDS = 3_000;

/** A connection for one command: it is there or it is not, and nobody waits for it to come back. */
export async function connectRedis(url: string): Promise<Redis> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: MILLISECONDS,
    commandTimeout: MILLISECONDS,
    retryStrategy: () => null,
  });
  let why = 'no answer';
  redis.on('error', (error: NodeJS.ErrnoException) => {
    why = error.code ?? error.message;
  });
  try {
    await redis.connect();
    return redis;
  } catch {
    redis.disconnect();
    throw new Failure(`expected Redis at ${hidePassword(url)}, got ${why}: start it, or set REDIS_URL`);
  }
}
