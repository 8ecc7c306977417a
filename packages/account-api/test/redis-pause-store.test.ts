import { redisForTest } from '@wechat-pipeline/local-servers';
import { memoryPauseStore, type PauseStore } from '@wechat-pipeline/wechat-core';
import { Redis } from 'ioredis';
import t, { type Test } from 'tap';
import { redisPauseStore } from '../src/redis-pause-store.js';

const INFO = '/cgi-bin/user/info';
const BATCH = '/cgi-bin/user/info/batchget';
const NOW = Date.parse('2026-11-22T00:00:00Z');

/** What a store promises, whichever it is; `one` and `other` are two processes' views of it. */
async function keepsItsPromises(t: Test, one: PauseStore, other: PauseStore): Promise<void> {
  t.equal(await one.read(INFO), undefined, 'it begins empty');
  await one.store(INFO, { until: NOW + 60_000, errcode: 45011 });
  t.strictSame(await other.read(INFO), { until: NOW + 60_000, errcode: 45011 }, 'what one stores the other reads');
  t.equal(await other.read(BATCH), undefined, 'of that API alone');
  await other.store(INFO, { until: NOW + 9_000_000, errcode: 45009 });
  await one.store(INFO, { until: NOW + 70_000, errcode: 45011 });
  t.strictSame(await one.read(INFO), { until: NOW + 9_000_000, errcode: 45009 }, 'the one that ends later is kept');
  await one.store(BATCH, { until: NOW, errcode: -1 });
  t.strictSame(await other.read(BATCH), { until: NOW, errcode: -1 });
  await other.clear();
  t.strictSame([await one.read(INFO), await one.read(BATCH)], [undefined, undefined]);
}

t.test('in Redis', async t => {
  const { url, prefix } = await redisForTest(t);
  const [redis, otherRedis] = [new Redis(url), new Redis(url)];
  t.teardown(async () => {
    redis.disconnect();
    otherRedis.disconnect();
  });
  await keepsItsPromises(t, redisPauseStore(redis, prefix, 'wx1'), redisPauseStore(otherRedis, prefix, 'wx1'));

  await redisPauseStore(redis, prefix, 'wx1').store(INFO, { until: NOW, errcode: 45009 });
  t.equal(await redisPauseStore(redis, prefix, 'wx2').read(INFO), undefined, 'of that account alone');
  const [key = ''] = await redis.keys(`${prefix}:pauses:*`);
  t.ok((await redis.ttl(key)) > 86_400, 'and Redis forgets it after the day');
});

t.test('in memory', async t => {
  const store = memoryPauseStore();
  await keepsItsPromises(t, store, store);
});

t.test('while Redis is away the store says so', async t => {
  const redis = new Redis('redis://127.0.0.1:1', { maxRetriesPerRequest: 0, retryStrategy: () => null });
  redis.on('error', () => {});
  const store = redisPauseStore(redis, 'test', 'wx1');
  const away = { name: 'DependencyAwayError', dependency: 'redis' };
  await t.rejects(store.read(INFO), away);
  await t.rejects(store.store(INFO, { until: NOW, errcode: 45009 }), away);
  await t.rejects(store.clear(), away);
});
