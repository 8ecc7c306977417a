import { orRedisAway } from '@wechat-pipeline/service';
import {
  FORCED_REFRESH_PAUSE_MILLISECONDS,
  FORCED_REFRESHES_A_DAY,
  type TokenCache,
} from '@wechat-pipeline/wechat-core';
import type { Redis } from 'ioredis';

const LOCK = `
  if redis.call('EXISTS', KEYS[1]) == 1 then return nil end
  local fence = redis.call('INCR', KEYS[2])
  redis.call('SET', KEYS[1], fence, 'PX', ARGV[1])
  return fence`;

const UNLOCK = `
  if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`;

const STORE = `
  if tonumber(redis.call('HGET', KEYS[1], 'fence') or 0) > tonumber(ARGV[1]) then return end
  redis.call('DEL', KEYS[1])
  redis.call('HSET', KEYS[1], 'fence', ARGV[1], 'token', ARGV[2], 'expiresAt', ARGV[3], 'refreshAt', ARGV[4])
  redis.call('PEXPIREAT', KEYS[1], ARGV[3])`;

const REJECT = `
  if redis.call('HGET', KEYS[1], 'token') == ARGV[1] then redis.call('HSET', KEYS[1], 'rejected', 1) end`;

const TAKE_FORCED_REFRESH = `
  if redis.call('EXISTS', KEYS[1]) == 1 or tonumber(redis.call('GET', KEYS[2]) or 0) >= tonumber(ARGV[2]) then
    return 0
  end
  redis.call('SET', KEYS[1], 1, 'PX', ARGV[1])
  if redis.call('INCR', KEYS[2]) == 1 then redis.call('EXPIRE', KEYS[2], 86400) end
  return 1`;

/** The access token of one account in Redis, for all workers. Throws {@link DependencyAwayError}. */
export function redisTokenCache(redis: Redis, prefix: string, appId: string): TokenCache {
  // The braces keep an account's keys in one slot of a Redis Cluster.
  const token = `${prefix}:token:{${appId}}`;
  const [lock, fenceCounter, forcedPause, forcedCount] = ['lock', 'fence', 'forced-pause', 'forced-count'].map(
    name => `${token}:${name}`,
  ) as [string, string, string, string];

  async function run(script: string, keys: readonly string[], ...args: (string | number)[]): Promise<unknown> {
    return orRedisAway(redis.eval(script, keys.length, ...keys, ...args));
  }

  return {
    async read() {
      const cached = await orRedisAway(redis.hgetall(token));
      if (cached.token === undefined) return undefined;
      return {
        token: cached.token,
        expiresAt: Number(cached.expiresAt),
        refreshAt: Number(cached.refreshAt),
        rejected: cached.rejected !== undefined,
      };
    },
    async lock(milliseconds) {
      const fence = await run(LOCK, [lock, fenceCounter], milliseconds);
      return typeof fence === 'number' ? fence : undefined;
    },
    async store(next, fence) {
      await run(STORE, [token], fence, next.token, next.expiresAt, next.refreshAt);
    },
    async unlock(fence) {
      await run(UNLOCK, [lock], fence);
    },
    async reject(refused) {
      await run(REJECT, [token], refused);
    },
    async takeForcedRefresh() {
      const args = [FORCED_REFRESH_PAUSE_MILLISECONDS, FORCED_REFRESHES_A_DAY];
      return (await run(TAKE_FORCED_REFRESH, [forcedPause, forcedCount], ...args)) === 1;
    },
  };
}
