import { setTimeout as pause } from 'node:timers/promises';
import type { Redis as RedisClient } from 'ioredis';
import { Redis } from './common-js.js';
import type { Log } from './log.js';
import { logOutages } from './outages.js';

export interface FailFastOptions {
  /** A command that has not been answered by then has failed. */
  readonly commandMilliseconds: number;
  readonly log: Log;
  /** What follows from its being away, for the log. */
  readonly consequence: string;
}

/** For whoever is waited for: a connection that answers or fails within seconds, whatever state Redis is in, and comes back by itself. */
export function connectFailFast(url: string, { commandMilliseconds, log, consequence }: FailFastOptions): RedisClient {
  const redis = new Redis(url, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    commandTimeout: commandMilliseconds,
    connectTimeout: 1_000,
    retryStrategy: attempt => Math.min(50 * attempt, 1_000),
  });
  logOutages('Redis', redis, log, consequence);
  return redis;
}

const HEAD_START_MILLISECONDS = 1_000;

/** Resolves when Redis is there, or a second is over: the first requests should not be refused only because we were quicker. */
export async function headStart(redis: RedisClient): Promise<void> {
  if (redis.status === 'ready') return;
  const connected = new Promise(resolve => redis.once('ready', resolve));
  await Promise.race([connected, pause(HEAD_START_MILLISECONDS)]);
}
