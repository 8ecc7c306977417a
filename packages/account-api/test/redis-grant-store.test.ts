import { redisForTest } from '@wechat-pipeline/local-servers';
import type { OAuthGrant } from '@wechat-pipeline/wechat-core';
import { Redis } from 'ioredis';
import t from 'tap';
import { redisGrantStore } from '../src/redis-grant-store.js';

const CODE = 'aCodeThatABrowserBrought';
const VISITOR: OAuthGrant = {
  kind: 'visitor',
  openid: 'oVisitor',
  scope: ['snsapi_base'],
  access_token: 'anAccessToken',
  expiresAt: 1_795_000_000_000,
  refresh_token: 'aRefreshToken',
};

async function connect(t: { teardown(end: () => void): void }, url: string) {
  const redis = new Redis(url);
  t.teardown(() => redis.disconnect());
  return redis;
}

t.test('what one process stores the other reads, of that code and account alone, for five minutes', async t => {
  const { url, prefix } = await redisForTest(t);
  const redis = await connect(t, url);
  const one = redisGrantStore(redis, prefix, 'wx1');
  const other = redisGrantStore(await connect(t, url), prefix, 'wx1');
  t.equal(await one.read(CODE), undefined, 'it begins empty');
  await one.store(CODE, VISITOR);
  t.strictSame(await other.read(CODE), VISITOR);
  t.equal(await other.read('another'), undefined);
  t.equal(await redisGrantStore(redis, prefix, 'wx2').read(CODE), undefined);
  const snapshot = { kind: 'snapshot', virtualOpenid: 'oNobody' } as const;
  await other.store('another', snapshot);
  t.strictSame(await one.read('another'), snapshot);

  const keys = await redis.keys(`${prefix}:grant:*`);
  t.equal(keys.length, 2);
  for (const key of keys) {
    const left = await redis.pttl(key);
    t.ok(left > 0 && left <= 300_000, 'Redis forgets it by itself');
  }
});

t.test('who reads Redis learns neither code, nor OpenID, nor token', async t => {
  const { url, prefix } = await redisForTest(t);
  const redis = await connect(t, url);
  await redisGrantStore(redis, prefix, 'wx1').store(CODE, VISITOR);
  const [key = ''] = await redis.keys(`${prefix}:grant:*`);
  const sealed = (await redis.get(key)) ?? '';
  const readable = key + sealed + sealed.split('.').map(part => Buffer.from(part, 'base64url').toString('latin1'));
  t.match(readable, 'A256GCM');
  for (const secret of [CODE, 'oVisitor', 'anAccessToken', 'aRefreshToken', 'snsapi']) {
    t.notOk(readable.includes(secret), secret);
  }
});

t.test('what was changed in Redis is not taken for a grant', async t => {
  const { url, prefix } = await redisForTest(t);
  const redis = await connect(t, url);
  const store = redisGrantStore(redis, prefix, 'wx1');
  await store.store(CODE, VISITOR);
  const [key = ''] = await redis.keys(`${prefix}:grant:*`);
  await store.store('another', { ...VISITOR, openid: 'oOther' });
  const [foreign = ''] = (await redis.keys(`${prefix}:grant:*`)).filter(name => name !== key);
  await redis.rename(foreign, key);
  await t.rejects(store.read(CODE), { name: 'JWEDecryptionFailed' });
});

t.test('while Redis is away the store says so', async t => {
  const redis = new Redis('redis://127.0.0.1:1', { maxRetriesPerRequest: 0, retryStrategy: () => null });
  redis.on('error', () => {});
  const store = redisGrantStore(redis, 'test', 'wx1');
  const away = { name: 'DependencyAwayError', dependency: 'redis' };
  await t.rejects(store.read(CODE), away);
  await t.rejects(store.store(CODE, VISITOR), away);
});
