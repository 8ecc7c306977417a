import { redisForTest } from '@wechat-pipeline/local-servers';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import t from 'tap';
import {
  addOnce,
  backoffMilliseconds,
  closeQueues,
  enqueue,
  enqueueAlone,
  type JobPush,
  jobPush,
  noteReceptions,
  openQueues,
  type PushForJob,
  type ReceivedPush,
  receivedPush,
  withFirstReceptions,
} from '../src/index.js';

const pushOf = (openid: string, receivedAt: number): JobPush<'subscribe'> => ({
  kind: 'subscribe',
  toUserName: 'gh_account',
  fromUserName: openid,
  createTime: 1_795_305_600,
  msgType: 'event',
  event: 'subscribe',
  appId: 'wx1',
  receivedAt,
});

/** That follower's push, received with a nonce of its own unless one is given. */
function receptionOf(openid: string, receivedAt: number, { nonce = `${openid}-${receivedAt}`, appId = 'wx1' } = {}) {
  return { ...receivedPush({ ...pushOf(openid, receivedAt), appId }), delivery: { nonce, digest: openid } };
}

async function setup(t: Parameters<typeof redisForTest>[0]) {
  const { url, prefix } = await redisForTest(t);
  const redis = new Redis(url, { maxRetriesPerRequest: null });
  const queues = openQueues(redis, prefix, error => {
    throw error;
  });
  t.teardown(async () => {
    await closeQueues(queues);
    redis.disconnect();
  });
  return { redis, prefix, queues };
}

t.test('a redelivery counts as received when the first delivery was', async t => {
  const { redis, prefix } = await setup(t);
  await noteReceptions(redis, prefix, [receptionOf('o1', 1_000), receptionOf('o2', 1_001)], 600);
  await noteReceptions(redis, prefix, [receptionOf('o1', 6_000)], 600);
  const pushes = [pushOf('o1', 6_000), pushOf('o2', 1_001), pushOf('o3', 7_000)];
  const received = await withFirstReceptions(redis, prefix, pushes);
  t.strictSame(
    received.map(({ receivedAt }) => receivedAt),
    [1_000, 1_001, 7_000],
    'and what is not noted, as it says',
  );
});

t.test('a nonce that has come with another body is told, and nothing is noted of that push', async t => {
  const { redis, prefix } = await setup(t);
  const [first, other] = [receptionOf('o1', 1_000, { nonce: 'n' }), receptionOf('o2', 1_000, { nonce: 'n' })];
  const again = receptionOf('o1', 2_000, { nonce: 'n' });
  const elsewhere = receptionOf('o2', 1_000, { nonce: 'n', appId: 'wx2' });
  t.strictSame(await noteReceptions(redis, prefix, [first, other, receptionOf('o3', 1_000)], 600), new Set([other]));
  t.strictSame(await noteReceptions(redis, prefix, [again, other, elsewhere], 600), new Set([other]));
  const received = await withFirstReceptions(redis, prefix, [
    pushOf('o1', 2_000),
    pushOf('o2', 9_000),
    { ...pushOf('o2', 1_000), appId: 'wx2' },
  ]);
  t.strictSame(
    received.map(({ receivedAt }) => receivedAt),
    [1_000, 9_000, 1_000],
  );
});

t.test('every key in Redis begins with the prefix, and every reception is forgotten in the end', async t => {
  const { redis, prefix, queues } = await setup(t);
  await noteReceptions(redis, prefix, [receptionOf('o1', 1_000)], 300);
  await enqueue(queues, 'subscribe', [pushOf('o1', 1_000)]);
  const [, keys] = await redis.scan(0, 'MATCH', `${prefix}:*`, 'COUNT', 100_000);
  for (const [name, most] of [
    ['received', 600],
    ['nonce', 300],
  ] as const) {
    const key = keys.find(key => key.startsWith(`${prefix}:${name}:`)) ?? '';
    const seconds = await redis.ttl(key);
    t.ok(seconds > 0 && seconds <= most, name);
  }
  t.ok(keys.includes(`${prefix}:subscribe:wait`));
});

t.test('a job is named for its kind and keeps its failures for 30 days', async t => {
  const { queues } = await setup(t);
  await enqueue(queues, 'subscribe', [pushOf('o1', 1_000)]);
  const [job] = await queues.subscribe.getWaiting();
  t.match(job, { name: 'subscribe', data: { pushes: [{ fromUserName: 'o1' }] } });
  t.match(job?.opts, { attempts: 5, removeOnFail: { age: 30 * 86_400 } });
});

t.test('pushes that are put into jobs of their own are so once', async t => {
  const { queues } = await setup(t);
  await enqueueAlone(queues, 'subscribe', [pushOf('o1', 1_000), pushOf('o2', 1_000)]);
  await enqueueAlone(queues, 'subscribe', [pushOf('o2', 1_000), pushOf('o3', 1_000)]);
  const jobs = await queues.subscribe.getWaiting();
  t.strictSame(jobs.map(job => job.data.pushes.map(push => push.fromUserName)).sort(), [['o1'], ['o2'], ['o3']]);
});

t.test('pauses double from the first to a minute, less up to a half of it', async t => {
  const longest = [1, 2, 3, 7, 8, 50].map(attempt => backoffMilliseconds(attempt, 1_000, () => 1));
  t.strictSame(longest, [1_000, 2_000, 4_000, 60_000, 60_000, 60_000]);
  t.equal(
    backoffMilliseconds(3, 1_000, () => 0),
    2_000,
  );
});

t.test('a kind of push that makes no job does not compile', async t => {
  // @ts-expect-error texts are answered by the ingress
  const push: JobPush<'text'> = pushOf('o1', 1);
  t.ok(push);
});

t.test('a push is put into the queue of who waits for it once, also after its job is done and gone', async t => {
  const { redis, prefix } = await setup(t);
  const queue = new Queue<ReceivedPush>('handler', {
    connection: redis,
    prefix,
    defaultJobOptions: { removeOnComplete: true },
  });
  const connection = redis.duplicate();
  const worker = new Worker('handler', undefined, { connection, prefix, autorun: false });
  t.teardown(async () => {
    await worker.close();
    await queue.close();
    connection.disconnect();
  });
  const [one, two] = [receivedPush(pushOf('o1', 1_000)), receivedPush(pushOf('o2', 1_001))];
  await addOnce(queue, [one]);
  const job = await worker.getNextJob('token');
  t.match(job, { name: 'subscribe', data: { appId: 'wx1', receivedAt: 1_000, push: { fromUserName: 'o1' } } });
  await addOnce(queue, [one, two]);
  await job?.moveToCompleted(undefined, 'token', false);
  t.equal(await queue.getCompletedCount(), 0);
  await addOnce(queue, [{ ...one, receivedAt: 6_000 }, two]);
  t.strictSame(
    (await queue.getWaiting()).map(({ data }) => data.push.fromUserName),
    ['o2'],
    'a redelivery has no second effect',
  );
});

t.test('a push comes out of a job as it went in', async t => {
  const received = receivedPush(pushOf('o1', 1_000));
  t.strictSame(receivedPush(jobPush<'subscribe'>(received as ReceivedPush<PushForJob<'subscribe'>>)), received);
  t.notOk('appId' in received.push);
});
