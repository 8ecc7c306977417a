import { enqueue, type ReceivedPush, receivedPush } from '@wechat-pipeline/jobs';
import t from 'tap';
import { passOn } from '../src/pass-on.js';
import { subscribePush, unsubscribePush } from './job-push.js';
import { startWorking } from './start-working.js';

t.test('when our own work on a push is done it goes to who waits for its kind, once', async t => {
  const working = await startWorking(t, { wants: push => push.kind === 'subscribe' });
  const [good, strange] = [subscribePush('oGood'), subscribePush('oStrange')];
  working.platform.follow('oGood');
  await enqueue(working.queues, 'subscribe', [good, strange]);
  await enqueue(working.queues, 'subscribe', [{ ...good, receivedAt: good.receivedAt + 5_000 }]);
  await enqueue(working.queues, 'unsubscribe', [unsubscribePush('oGone')]);
  await working.idle('handler');
  const waiting = await working.forwardQueues.handler.getWaiting();
  t.strictSame(
    waiting.map(({ data }) => data.push.fromUserName),
    ['oGood'],
    'neither a redelivery, nor another kind, nor what could not be done',
  );
  const [failed] = await working.failed('subscribe');
  t.match(failed?.data.pushes, [{ fromUserName: 'oStrange' }]);
});

t.test('a push of which we have no work of our own goes to who waits for it', async t => {
  const working = await startWorking(t, { wants: () => true });
  const received: ReceivedPush = receivedPush(subscribePush('oFollower'));
  await working.forwardQueues.forward.add('forward', { pushes: [received] });
  await working.forwardQueues.forward.add('forward', { pushes: [received] });
  await working.idle('handler');
  t.match(await working.forwardQueues.handler.getWaiting(), [{ name: 'subscribe', data: received }]);
});

t.test('nothing is lost while Redis does not take it', async t => {
  const { forwardQueues, redis } = await startWorking(t);
  redis.disconnect();
  const received = receivedPush(subscribePush('oFollower'));
  await t.rejects(passOn([received], [{ queue: forwardQueues.handler, wants: () => true }]), {
    name: 'DependencyAwayError',
  });
});

t.test(
  'a push that was handed on for somebody whom this worker does not know waits, without an attempt lost',
  async t => {
    const { forwardQueues, until, logged } = await startWorking(t);
    const received = { ...receivedPush(subscribePush('oFollower')), receivedAt: Date.now() };
    await forwardQueues.forward.add('forward', { pushes: [received] });
    const [job] = await until(async () => {
      const jobs = await forwardQueues.forward.getDelayed();
      return jobs.length > 0 ? jobs : undefined;
    });
    t.match(job, { attemptsMade: 0, data: { pushes: [{ push: { fromUserName: 'oFollower' } }] } });
    t.match(logged.join(''), /expected a handler or a webhook for subscribe, as the ingress has, found none/);
  },
);

t.test('when nobody has come for it in ten minutes it is dropped, and that is told', async t => {
  const { forwardQueues, idle, logged } = await startWorking(t);
  const received = { ...receivedPush(subscribePush('oFollower')), receivedAt: Date.now() - 600_001 };
  await forwardQueues.forward.add('forward', { pushes: [received] });
  await idle();
  t.match(logged.join(''), /"level":"warn".*found none.*pushes dropped/);
});
