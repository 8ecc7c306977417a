import { redisForTest } from '@wechat-pipeline/local-servers';
import { Redis } from 'ioredis';
import t from 'tap';
import { purposeOf, redisBytes } from '../src/redis-bytes.js';

t.test('a key’s purpose is told by its name', async t => {
  for (const [key, purpose] of [
    ['p:subscribe:1', 'jobs'],
    ['p:subscribe:wait', 'jobs'],
    ['p:subscribe:events', undefined],
    ['p:subscribe:stalled-check', undefined],
    ['p:received:abc', 'receptions'],
    ['p:nonce:wx1:1', 'receptions'],
    ['p:view:1', undefined],
  ] as const) {
    t.equal(purposeOf(key, 'p', 'subscribe'), purpose, key);
  }
});

t.test('twice as much takes twice the bytes, and what others keep is not counted', async t => {
  const { url, prefix } = await redisForTest(t);
  const redis = new Redis(url);
  t.teardown(async () => redis.disconnect());
  const fill = async (of: string, from: number) => {
    for (let index = from; index < from + 1_500; index += 1)
      await redis.set(`${of}:received:${index}`, 'x'.repeat(100));
  };
  await fill(prefix, 1_000);
  await fill(`${prefix}-another`, 1_000);
  const once = await redisBytes(redis, prefix, 'subscribe');
  t.ok(once.receptions > 1_500 * 100 && once.receptions < 1_500 * 300);
  await fill(prefix, 3_000);
  const twice = await redisBytes(redis, prefix, 'subscribe');
  t.equal(twice.jobs, 0);
  const times = twice.receptions / once.receptions;
  t.ok(times > 1.95 && times < 2.05, `${times} times: Redis may round an allocation up or not`);
});
