import { type Log, logOutages } from '@wechat-pipeline/service';
import { Redis } from 'ioredis';

/** Somebody is looking at a blank page meanwhile. */
const COMMAND_MILLISECONDS = 2_000;

/** A connection that answers or fails within seconds, whatever state Redis is in, and comes back by itself. */
export function connectFailFast(url: string, log: Log): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    commandTimeout: COMMAND_MILLISECONDS,
    connectTimeout: 1_000,
    retryStrategy: attempt => Math.min(50 * attempt, 1_000),
  });
  logOutages('Redis', redis, log, 'nobody new is recognised until it is back; whoever has a session goes on');
  return redis;
}
