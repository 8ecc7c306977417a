import { closeQueues, openQueues } from '@wechat-pipeline/jobs';
import { mongodbForTest, redisForTest } from '@wechat-pipeline/local-servers';
import { Redis } from 'ioredis';
import t, { type Test } from 'tap';
import { startDemo } from './start-demo.js';

async function stores(t: Test) {
  const { url, prefix } = await redisForTest(t);
  return { REDIS_URL: url, QUEUE_PREFIX: prefix, MONGODB_URL: await mongodbForTest(t) };
}

t.test('a job that nobody does is named, with what was expected, what was seen and the logs', async t => {
  const env = await stores(t);
  const redis = new Redis(env.REDIS_URL);
  const queues = openQueues(redis, env.QUEUE_PREFIX, () => {});
  t.teardown(async () => {
    await closeQueues(queues);
    redis.disconnect();
  });
  await queues.subscribe.pause();

  const demo = await startDemo(t, { args: ['--once'], env });
  t.equal(await demo.ended, 1);
  t.match(
    demo.output(),
    /follow: the job is not as it should be\.\n +expected it completed, saw: subscribe \S+ · waiting/,
  );
  t.match(demo.output(), /Logs: \S+ingress\.log · \S+worker\.log/);
  t.notMatch(demo.output(), 'text:', 'it stops there');
});

const refusals: Record<string, { env: Record<string, string>; says: RegExp }> = {
  'a part of the credentials': {
    env: { WECHAT_TOKEN: 'aTokenOfMine' },
    says: /incomplete: WECHAT_APP_ID and WECHAT_APP_SECRET are missing/,
  },
  'a worker that refuses its environment': {
    env: { WORKER_CONCURRENCY: '0' },
    says: /The worker ended with exit code 1\..*WORKER_CONCURRENCY is wrong/s,
  },
  'a Redis that is not there': {
    env: { REDIS_URL: 'redis://user:secret@127.0.0.1:1' },
    says: /REDIS_URL: no Redis to work with at redis:\/\/…@127\.0\.0\.1:1: .*ECONNREFUSED/,
  },
  'an address that is none': { env: { MONGODB_URL: 'localhost' }, says: /MONGODB_URL is wrong/ },
};
for (const [what, { env, says }] of Object.entries(refusals)) {
  t.test(`${what} ends it with exit code 1 and one message`, async t => {
    const demo = await startDemo(t, { env: { ...(await stores(t)), ...env } });
    t.equal(await demo.ended, 1);
    t.match(demo.output(), says);
    t.notMatch(demo.output(), /^ +at /m, 'without a stack');
  });
}

t.test('an argument that it does not know is refused', async t => {
  const demo = await startDemo(t, { args: ['--onec'] });
  t.equal(await demo.ended, 1);
  t.match(demo.output(), 'npm start knows --once, and not --onec');
});
