import { connectFailFast, type Log } from '@wechat-pipeline/service';
import type { Redis } from 'ioredis';

/** Two commands one after the other end within WeChat's five seconds. */
const COMMAND_MILLISECONDS = 1_500;

export function connectRedis(url: string, log: Log): Redis {
  return connectFailFast(url, {
    commandMilliseconds: COMMAND_MILLISECONDS,
    log,
    consequence: 'events are refused until it is back, texts are answered',
  });
}
