import { redisForTest, type Teardown } from '@wechat-pipeline/local-servers';
import { startPlatform } from '@wechat-pipeline/played-wechat';
import { createAccessToken, memoryTokenCache, openApiClient, type TokenCache } from '@wechat-pipeline/wechat-core';
import { Redis } from 'ioredis';
import t, { type Test } from 'tap';
import { redisTokenCache } from '../src/redis-token-cache.js';

const CREDENTIALS = { appId: 'wx0123456789abcdef', appSecret: 'a-secret-of-the-account' };

async function redisCaches(t: Teardown, count: number): Promise<readonly TokenCache[]> {
  const { url, prefix } = await redisForTest(t);
  return Array.from({ length: count }, () => {
    const redis = new Redis(url);
    t.teardown(async () => redis.disconnect());
    return redisTokenCache(redis, prefix, 'wx1');
  });
}

const tokenOf = (token: string) => ({ token, expiresAt: Date.now() + 60_000, refreshAt: Date.now() + 30_000 });

/** What a cache promises, whichever it is; `one` and `other` are two processes' views of it. */
async function keepsItsPromises(t: Test, one: TokenCache, other: TokenCache): Promise<void> {
  t.equal(await one.read(), undefined, 'it begins empty');
  const fence = (await one.lock(60_000))!;
  t.equal(await other.lock(60_000), undefined, 'the lock is one process’s');
  const token = tokenOf('first');
  await one.store(token, fence);
  t.match(await other.read(), token, 'what one stores the other reads');
  await one.unlock(fence);

  const next = (await other.lock(60_000))!;
  t.ok(next > fence, 'each holder has a higher number');
  await other.store(tokenOf('second'), next);
  await one.store(tokenOf('late'), fence);
  t.match(await one.read(), { token: 'second' }, 'a former holder does not store over a later one');
  await one.unlock(fence);
  t.equal(await one.lock(60_000), undefined, 'nor give its lock away');
  await other.unlock(next);

  await one.reject('first');
  t.notOk((await one.read())?.rejected, 'only the token that is kept is rejected');
  await one.reject('second');
  t.ok((await other.read())?.rejected);
  await one.store(tokenOf('third'), next);
  t.notOk((await other.read())?.rejected, 'and the next is not');

  t.ok(await one.takeForcedRefresh());
  t.notOk(await other.takeForcedRefresh(), 'no second forced refresh within 30 seconds');
}

t.test('in Redis', async t => {
  const [one, other] = await redisCaches(t, 2);
  await keepsItsPromises(t, one!, other!);
});

t.test('in memory', async t => {
  const cache = memoryTokenCache();
  await keepsItsPromises(t, cache, cache);
});

t.test('a lock ends by itself when its holder has died', async t => {
  const [one, other] = await redisCaches(t, 2);
  await one!.lock(1);
  let fence: number | undefined;
  while (fence === undefined) fence = await other!.lock(1_000);
  t.equal(fence, 2);
});

t.test('of many processes that need a token at once, one fetches it', async t => {
  const platform = await startPlatform({ accounts: [CREDENTIALS] });
  const client = openApiClient({ url: platform.url });
  t.teardown(async () => {
    await client.close();
    await platform.close();
  });
  const caches = await redisCaches(t, 10);
  const tokens = caches.map(cache => createAccessToken({ client, ...CREDENTIALS, cache }));
  const first = await Promise.all(tokens.map(token => token.get()));
  t.equal(new Set(first).size, 1);
  t.equal(platform.calls.paths['/cgi-bin/stable_token'], 1);

  platform.revokeToken();
  const second = await Promise.all(
    tokens.map(async token => {
      await token.reject(first[0]!);
      return token.get();
    }),
  );
  t.strictSame([...new Set(second)].length, 1);
  t.not(second[0], first[0]);
  t.equal(platform.calls.paths['/cgi-bin/stable_token'], 2);
});

t.test('while Redis is away the cache says so', async t => {
  const redis = new Redis('redis://127.0.0.1:1', { maxRetriesPerRequest: 0, retryStrategy: () => null });
  redis.on('error', () => {});
  await t.rejects(redisTokenCache(redis, 'test', 'wx1').read(), { name: 'DependencyAwayError', dependency: 'redis' });
});
