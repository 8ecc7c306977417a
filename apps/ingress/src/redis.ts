import { type Log, logOutages } from '@wechat-pipeline/service';
import { Redis } from 'ioredis';

/** Two commands one after the other end within WeChat's five seconds. */
const COMMAND_MILLISECONDS = 1_500;

/** A connection that answers or fails within seconds, whatever state Redis is in, and comes back by itself. */
export function connectFailFast(url: string, log: Log): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    commandTimeout: COMMAND_MILLISECONDS,
    connectTimeout: 1_000,
    retryStrategy: attempt => Math.min(50 * attempt, 1_000),
  });
  logOutages('Redis', redis, log, 'events are refused until it is back, texts are answered');
  return redis;
}
