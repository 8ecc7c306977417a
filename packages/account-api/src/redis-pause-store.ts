import { orRedisAway } from '@wechat-pipeline/service';
import type { PauseStore } from '@wechat-pipeline/wechat-core';
import type { Redis } from 'ioredis';

/** Longer than any pause lasts: the last one ends at midnight. */
const KEEP_SECONDS = 90_000;

const STORE = `
  local kept = redis.call('HGET', KEYS[1], ARGV[1])
  if kept and tonumber(string.match(kept, '^%d+')) >= tonumber(ARGV[2]) then return end
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ' ' .. ARGV[3])
  redis.call('EXPIRE', KEYS[1], ARGV[4])`;

/** The paused APIs of one account in Redis, for all workers: a hash of path to “until errcode”. Throws {@link DependencyAwayError}. */
export function redisPauseStore(redis: Redis, prefix: string, appId: string): PauseStore {
  const key = `${prefix}:pauses:{${appId}}`;
  return {
    async read(path) {
      const [until, errcode] = (await orRedisAway(redis.hget(key, path)))?.split(' ') ?? [];
      return until === undefined ? undefined : { until: Number(until), errcode: Number(errcode) };
    },
    async store(path, { until, errcode }) {
      await orRedisAway(redis.eval(STORE, 1, key, path, until, errcode, KEEP_SECONDS));
    },
    async clear() {
      await orRedisAway(redis.del(key));
    },
  };
}
