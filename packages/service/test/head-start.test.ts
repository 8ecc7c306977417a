import { once } from 'node:events';
import { redisForTest } from '@wechat-pipeline/local-servers';
import t from 'tap';
import { connectFailFast, createLog, headStart } from '../src/index.js';

t.test('who starts waits for Redis, but not for one that is there', async t => {
  const { url } = await redisForTest(t);
  const log = createLog('test', 'silent');
  const redis = connectFailFast(url, { commandMilliseconds: 1_000, log, consequence: 'nothing' });
  t.teardown(() => redis.disconnect());
  const waiting = headStart(redis);
  t.ok(redis.listenerCount('ready') > 0, 'it is waited for');
  await waiting;
  if (redis.status !== 'ready') await once(redis, 'ready');
  redis.removeAllListeners('ready');
  const again = headStart(redis);
  t.equal(redis.listenerCount('ready'), 0, 'it is not');
  await again;
});
