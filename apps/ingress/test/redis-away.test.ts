import { directoryForTest, startRedis } from '@wechat-pipeline/local-servers';
import { body, subscribe, text } from '@wechat-pipeline/played-wechat';
import { createLog } from '@wechat-pipeline/service';
import t, { type Test } from 'tap';
import { connectRedis } from '../src/redis.js';
import { type RunningIngress, startIngress } from './start-ingress.js';

const document = (fields: Parameters<typeof body>[0]) => body({ ToUserName: 'gh_account', ...fields });
const follow = () => document(subscribe(`o${Math.random()}`));

/** Pushes until one is taken; each is answered in time, or the fetch fails. */
async function pushUntilTaken(ingress: RunningIngress): Promise<number> {
  for (let refused = 0; ; refused += 1) {
    const { status } = await ingress.push(follow());
    if (status === 200) return refused;
    if (status !== 503 || refused > 10_000) throw new Error(`expected 200 or 503 in the end, got ${status}`);
    await new Promise(resolve => setImmediate(resolve));
  }
}

/** More than a job holds, so that several groups wait one behind the other. */
async function refusesInTime(t: Test, ingress: RunningIngress): Promise<void> {
  const answers = await Promise.all(Array.from({ length: 120 }, () => ingress.push(follow())));
  for (const { status, body } of answers) {
    if (status !== 503 || body !== 'Service Unavailable') t.fail(`expected 503, got ${status} ${body}`);
  }
  t.match(
    await ingress.push(document(text('oFollower', 'hello'))),
    { status: 200 },
    'texts are answered all the while',
  );
  t.match(await ingress.fetch('/readyz'), { status: 503, body: /"redis":"(away|no answer within 1000 ms)"/ });
  t.match(await ingress.fetch('/livez'), { status: 200 });
}

t.test('while Redis is stopped, events are refused in time; when it is back, they are taken again', async t => {
  const directory = await directoryForTest(t, 'redis');
  let redis = await startRedis({ directory, appendOnly: true });
  t.teardown(() => redis.stop());
  const ingress = await startIngress(t, { redisUrl: redis.url });
  await pushUntilTaken(ingress);
  await redis.stop();
  await refusesInTime(t, ingress);
  redis = await startRedis({ directory, port: redis.port, appendOnly: true });
  await pushUntilTaken(ingress);
  t.equal((await ingress.waiting('subscribe')).flat().length, 2, 'what was acknowledged before is still there');
  t.match(await ingress.fetch('/readyz'), { status: 200 });
});

t.test('a Redis that was away at the start is taken up when it comes', async t => {
  const directory = await directoryForTest(t, 'redis');
  const placeholder = await startRedis({ directory });
  await placeholder.stop();
  const ingress = await startIngress(t, { redisUrl: placeholder.url });
  await refusesInTime(t, ingress);
  const redis = await startRedis({ directory, port: placeholder.port });
  t.teardown(() => redis.stop());
  await pushUntilTaken(ingress);
  t.equal((await ingress.waiting('subscribe')).length, 1);
});

t.test(
  'what Redis does not answer is given up in time: note and job one after the other, within four seconds',
  async t => {
    const redis = connectRedis('redis://127.0.0.1:1', createLog('ingress', 'silent'));
    t.teardown(() => redis.disconnect());
    const { commandTimeout = Number.POSITIVE_INFINITY, enableOfflineQueue } = redis.options;
    t.ok(2 * commandTimeout < 4_000);
    t.equal(enableOfflineQueue, false, 'and while it is not there, at once');
  },
);

t.test('a Redis that hangs counts as away', async t => {
  const redis = await startRedis({ directory: await directoryForTest(t, 'redis') });
  t.teardown(() => redis.stop());
  const ingress = await startIngress(t, { redisUrl: redis.url });
  await pushUntilTaken(ingress);
  process.kill(redis.pid, 'SIGSTOP');
  // One or two may still be taken before the signal has arrived.
  while ((await ingress.push(follow())).status === 200);
  await refusesInTime(t, ingress);
  process.kill(redis.pid, 'SIGCONT');
  await pushUntilTaken(ingress);
  t.match(await ingress.fetch('/readyz'), { status: 200 });
});

t.test('a Redis that is full refuses the job, and the push is not acknowledged', async t => {
  const redis = await startRedis({ directory: await directoryForTest(t, 'redis') });
  t.teardown(() => redis.stop());
  const ingress = await startIngress(t, { redisUrl: redis.url });
  await pushUntilTaken(ingress);
  const { Redis } = await import('ioredis');
  const admin = new Redis(redis.url);
  t.teardown(async () => admin.disconnect());
  await admin.config('SET', 'maxmemory', '1');
  t.match(await ingress.push(follow()), { status: 503, body: 'Service Unavailable' });
  await admin.config('SET', 'maxmemory', '0');
  t.match(await ingress.push(follow()), { status: 200 });
});
