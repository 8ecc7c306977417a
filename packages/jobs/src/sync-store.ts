import { orRedisAway } from '@wechat-pipeline/service';
import type { OpenidPage } from '@wechat-pipeline/wechat-core';
import type { Redis } from 'ioredis';
import { batchesOf, type PartOfSync, type SyncBatch } from './sync-jobs.js';
import { readSyncState, type SyncState } from './sync-state.js';

/** The latest sync of each account, in Redis. All of it throws DependencyAwayError while Redis is away. */
export interface SyncStore {
  read(appId: string): Promise<SyncState | undefined>;
  /** Begins a sync of that id in place of the last one; one that is under way goes on instead, unless `restart`. */
  begin(appId: string, id: string, restart: boolean): Promise<boolean>;
  // What follows changes nothing if it is about a sync that is not the account's latest, or has been told before.
  /** The page is worked on from now on. */
  notePage(part: PartOfSync, listing: OpenidPage): Promise<void>;
  /** The platform has told of so many of the batch, and of so many it has not. With the last one the sync is over. */
  noteBatch(batch: Omit<SyncBatch, 'openids'>, counts: { refreshed: number; failed: number }): Promise<void>;
  /** There is no such page: the list ends before it. */
  noteEnd(part: PartOfSync): Promise<void>;
  /** Something waits until then. */
  noteWaiting(part: PartOfSync, waiting: NonNullable<SyncState['waiting']>): Promise<void>;
  /** The page has failed for good. */
  noteFailure(part: PartOfSync, reason: string): Promise<void>;
  /** The page that failed is tried again. */
  forgetFailure(part: PartOfSync): Promise<void>;
}

export function openSyncStore(redis: Redis, prefix: string): SyncStore {
  async function run(script: string, appId: string, ...args: readonly (string | number)[]): Promise<unknown> {
    // The braces keep an account's keys in one slot of a Redis Cluster.
    const keys = [stateKey(appId), `${prefix}:sync-done:{${appId}}`];
    return orRedisAway(redis.eval(script, keys.length, ...keys, ...args));
  }
  const stateKey = (appId: string) => `${prefix}:sync-state:{${appId}}`;

  return {
    async read(appId) {
      return readSyncState(await orRedisAway(redis.hgetall(stateKey(appId))));
    },
    async begin(appId, id, restart) {
      return (await run(BEGIN, appId, id, Date.now(), Number(restart))) === 1;
    },
    async notePage({ appId, sync, page }, listing) {
      const { openids, total = '', next } = listing;
      const after = next === undefined ? [] : [next, ...openids.slice(-CURSORS, -1).reverse()];
      const args = [page, batchesOf(listing).length, openids.length, JSON.stringify(after), total];
      await run(NOTE_PAGE, appId, sync, ...args);
    },
    async noteBatch({ appId, sync, page, batch }, { refreshed, failed }) {
      await run(NOTE_BATCH, appId, sync, page, batch, refreshed, failed, Date.now());
    },
    async noteEnd({ appId, sync }) {
      await run(NOTE_END, appId, sync, Date.now());
    },
    async noteWaiting({ appId, sync }, { until, reason }) {
      await run(NOTE, appId, sync, 'waitingUntil', until.getTime(), 'waitingReason', reason);
    },
    async noteFailure({ appId, sync, page }, reason) {
      await run(NOTE, appId, sync, 'failedPage', page, 'failureReason', reason);
    },
    async forgetFailure({ appId, sync }) {
      await run(FORGET_FAILURE, appId, sync);
    },
  };
}

/** Who was the last on a page may have left when the next one is asked for, perhaps a day later; hardly so many of the last. */
const CURSORS = 5;

const BEGIN = `
  local isUnderWay = redis.call('EXISTS', KEYS[1]) == 1 and redis.call('HEXISTS', KEYS[1], 'finishedAt') == 0
  if isUnderWay and ARGV[3] == '0' then return 0 end
  redis.call('DEL', KEYS[1], KEYS[2])
  redis.call('HSET', KEYS[1], 'id', ARGV[1], 'startedAt', ARGV[2], 'page', 0, 'pending', 0,
    'listed', 0, 'refreshed', 0, 'failed', 0, 'after', '[""]')
  return 1`;

const IF_UNDER_WAY = `
  if redis.call('HGET', KEYS[1], 'id') ~= ARGV[1] or redis.call('HEXISTS', KEYS[1], 'finishedAt') == 1 then return end`;

const FORGET = "redis.call('HDEL', KEYS[1], 'waitingUntil', 'waitingReason', 'failedPage', 'failureReason')";

/** Nothing but counts and times is left: nobody's OpenID, and no reason to wait. */
function finish(time: string): string {
  return `redis.call('HSET', KEYS[1], 'finishedAt', ${time}, 'after', '[]')
    redis.call('DEL', KEYS[2])
    ${FORGET}`;
}

const NOTE_PAGE = `${IF_UNDER_WAY}
  if tonumber(redis.call('HGET', KEYS[1], 'page')) ~= ARGV[2] - 1 then return end
  redis.call('DEL', KEYS[2])
  redis.call('HSET', KEYS[1], 'page', ARGV[2], 'pending', ARGV[3], 'after', ARGV[5])
  redis.call('HINCRBY', KEYS[1], 'listed', ARGV[4])
  if ARGV[6] ~= '' then redis.call('HSET', KEYS[1], 'total', ARGV[6]) end
  ${FORGET}`;

const NOTE_BATCH = `${IF_UNDER_WAY}
  if redis.call('HGET', KEYS[1], 'page') ~= ARGV[2] then return end
  if redis.call('SETBIT', KEYS[2], ARGV[3], 1) == 1 then return end
  redis.call('HINCRBY', KEYS[1], 'refreshed', ARGV[4])
  redis.call('HINCRBY', KEYS[1], 'failed', ARGV[5])
  local isPageDone = redis.call('HINCRBY', KEYS[1], 'pending', -1) == 0
  if isPageDone and redis.call('HGET', KEYS[1], 'after') == '[]' then
    ${finish('ARGV[6]')}
  end`;

const NOTE_END = `${IF_UNDER_WAY}
  ${finish('ARGV[2]')}`;

const NOTE = `${IF_UNDER_WAY}
  redis.call('HSET', KEYS[1], unpack(ARGV, 2))`;

const FORGET_FAILURE = `${IF_UNDER_WAY}
  ${FORGET}`;
