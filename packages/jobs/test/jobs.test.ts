import { redisForTest } from '@wechat-pipeline/local-servers';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import t from 'tap';
import {
  addOnce,
  backoffMilliseconds,
  type Correction,
  closeQueues,
  enqueue,
  enqueueAlone,
  type JobPush,
  jobPush,
  openQueues,
  openReceptionNotes,
  type PushForJob,
  type ReceivedPush,
  type Reception,
  receivedPush,
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
function receptionOf(openid: string, receivedAt: number, nonce = `${openid}-${receivedAt}`) {
  return { ...receivedPush(pushOf(openid, receivedAt)), delivery: { nonce, digest: openid } };
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
  const noteReceptions = openReceptionNotes({ redis, prefix, nonceSeconds: 300 });
  const note = (receptions: readonly Reception[], appId = 'wx1') => noteReceptions(appId, receptions);
  return { redis, prefix, queues, note };
}

t.test('a redelivery counts as received when the first delivery was', async t => {
  const { note } = await setup(t);
  t.strictSame(await note([receptionOf('o1', 1_000), receptionOf('o2', 1_001)]), new Map(), 'the first ones');
  t.strictSame(await note([receptionOf('o3', 6_000), receptionOf('o1', 6_000)]), new Map([[1, 1_000]]));
  t.strictSame(await note([receptionOf('o1', 9_000), receptionOf('o2', 1_001)]), new Map([[0, 1_000]]));
});

t.test('a nonce that has come with another body is told, and nothing is noted of that push', async t => {
  const { note } = await setup(t);
  const [first, other] = [receptionOf('o1', 1_000, 'n'), receptionOf('o2', 1_000, 'n')];
  t.strictSame(await note([first, other, receptionOf('o3', 1_000)]), new Map([[1, 'replay']]));
  t.strictSame(
    await note([receptionOf('o1', 2_000, 'n'), other]),
    new Map<number, Correction>([
      [0, 1_000],
      [1, 'replay'],
    ]),
  );
  t.strictSame(await note([receptionOf('o2', 9_000)]), new Map(), 'that push itself has not been received');
  t.strictSame(await note([other], 'wx2'), new Map(), 'another account’s nonces are others');
});

t.test('what was noted in the period before is known, and every note is forgotten in the end', async t => {
  const { note, redis, prefix } = await setup(t);
  await note([receptionOf('o1', 1_000, 'n')]);
  const keys = async () => (await redis.keys(`${prefix}:*`)).sort();
  const noted = await keys();
  t.equal(noted.length, 2);
  for (const [index, most] of [600, 1_200].entries()) {
    const seconds = await redis.ttl(noted[index] ?? '');
    t.ok(seconds > 0 && seconds <= most, `${noted[index]} is forgotten within ${seconds} seconds`);
  }
  // As if it had been noted a period earlier.
  for (const key of noted)
    await redis.rename(
      key,
      key.replace(/\d+$/, period => String(Number(period) - 1)),
    );
  t.strictSame(await note([receptionOf('o1', 2_000, 'n')]), new Map([[0, 1_000]]));
  t.strictSame(await note([receptionOf('o2', 2_000, 'n')]), new Map([[0, 'replay']]));
  t.equal((await keys()).length, 2, 'and is not noted again');
});

t.test('every key in Redis begins with the prefix', async t => {
  const { note, redis, prefix, queues } = await setup(t);
  const before = await redis.dbsize();
  await note([receptionOf('o1', 1_000)]);
  await enqueue(queues, 'subscribe', [pushOf('o1', 1_000)]);
  const keys = await redis.keys(`${prefix}:*`);
  t.ok(keys.includes(`${prefix}:subscribe:wait`));
  t.ok(keys.length >= (await redis.dbsize()) - before);
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
