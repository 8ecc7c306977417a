import { connectFailFast, type Log } from '@wechat-pipeline/service';
import type { Redis } from 'ioredis';

/** Somebody is looking at a blank page meanwhile. */
const COMMAND_MILLISECONDS = 2_000;

export function connectRedis(url: string, log: Log): Redis {
  return connectFailFast(url, {
    commandMilliseconds: COMMAND_MILLISECONDS,
    log,
    consequence: 'nobody new is recognised until it is back; whoever has a session goes on',
  });
}
