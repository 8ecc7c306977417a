import { addOnce, type ReceivedPush } from '@wechat-pipeline/jobs';
import { redisForTest } from '@wechat-pipeline/local-servers';
import { UnrecoverableError, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import t, { type Test } from 'tap';
import { openWebhookQueue, replayFailed, webhookQueueName } from '../src/index.js';

const CRM = { appId: 'wx1', name: 'crm' };
const pushOf = (openid: string): ReceivedPush => ({
  appId: 'wx1',
  receivedAt: 1,
  push: {
    kind: 'unsubscribe',
    toUserName: 'gh',
    fromUserName: openid,
    createTime: 1,
    msgType: 'event',
    event: 'unsubscribe',
  },
});

/** A queue in which these deliveries have failed for good, in this order. */
async function setup(t: Test, openids: readonly string[]) {
  const { url, prefix } = await redisForTest(t);
  const connection = new Redis(url, { maxRetriesPerRequest: null });
  const queue = openWebhookQueue(connection, prefix, CRM, () => {});
  const worker = new Worker(
    webhookQueueName(CRM),
    async () => {
      throw new UnrecoverableError('refused');
    },
    { connection, prefix, autorun: false },
  );
  t.teardown(async () => {
    await worker.close();
    await queue.close();
    connection.disconnect();
  });
  async function failAll(count: number): Promise<void> {
    const failed = new Promise<void>(resolve => {
      let left = count;
      worker.on('failed', () => {
        left -= 1;
        if (left === 0) resolve();
      });
    });
    void worker.run();
    await failed;
    await worker.pause();
    worker.removeAllListeners('failed');
  }
  await addOnce(queue, openids.map(pushOf));
  await failAll(openids.length);
  return { queue };
}

const ALL = { limit: 1_000, isDryRun: false };

t.test('what has failed is put back once, with all its attempts', async t => {
  const { queue } = await setup(t, ['oA', 'oB', 'oC']);
  const [before] = await queue.getFailed();
  t.equal(before?.attemptsMade, 1);
  t.equal(await replayFailed(queue, { ...ALL, isDryRun: true }), 3);
  t.equal(await queue.getFailedCount(), 3, 'a dry run changes nothing');
  t.equal(await replayFailed(queue, ALL), 3);
  t.equal(await replayFailed(queue, ALL), 0);
  const waiting = await queue.getWaiting();
  t.match(waiting, [{ attemptsMade: 0 }, { attemptsMade: 0 }, { attemptsMade: 0 }]);
  t.ok(
    waiting.some(({ id }) => id === before?.id),
    'under the same id',
  );
});

t.test('two who do it at once put each back once', async t => {
  const { queue } = await setup(t, ['oA', 'oB', 'oC', 'oD']);
  const counts = await Promise.all([replayFailed(queue, ALL), replayFailed(queue, ALL)]);
  t.equal(counts[0] + counts[1], 4);
  t.equal(await queue.getWaitingCount(), 4);
});

t.test('a limit takes the latest, a moment those that failed since', async t => {
  const { queue } = await setup(t, ['oA', 'oB', 'oC']);
  const failed = await queue.getFailed();
  const latest = failed[0]!;
  t.equal(await replayFailed(queue, { ...ALL, since: new Date(Date.now() + 60_000) }), 0);
  t.equal(await replayFailed(queue, { ...ALL, limit: 1 }), 1);
  t.match(await queue.getWaiting(), [{ id: latest.id }]);
  t.equal(await replayFailed(queue, { ...ALL, since: new Date(0) }), 2);
});
