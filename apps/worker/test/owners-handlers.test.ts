import type { Follower } from '@wechat-pipeline/follower-store';
import type { FollowerProfile, Handler, HandlerContext } from '@wechat-pipeline/handlers';
import { addOnce, enqueue, type ReceivedPush } from '@wechat-pipeline/jobs';
import { type Push, type PushKind, pushId, sendCustomerMessage } from '@wechat-pipeline/wechat-core';
import { DelayedError, type Job, UnrecoverableError, WaitingError } from 'bullmq';
import t from 'tap';
import { runHandler } from '../src/run-handler.js';
import { SECOND, subscribePush, unsubscribePush } from './job-push.js';
import { CREDENTIALS } from './start-account.js';
import { startWorking } from './start-working.js';

const { appId } = CREDENTIALS;

/** A tap on a menu’s button, as it waits for its handler. */
function click(openid: string, changed: Partial<ReceivedPush> = {}): ReceivedPush {
  const push: Push = {
    kind: 'click',
    toUserName: 'gh_account',
    fromUserName: openid,
    createTime: SECOND,
    msgType: 'event',
    event: 'CLICK',
    eventKey: 'HELP',
  };
  return { appId, receivedAt: SECOND * 1_000, push, ...changed };
}

/** A worker at work on an account of its own, with that handler of each of these kinds, and all that it was given. */
async function startHandlers(
  t: Parameters<typeof startWorking>[0],
  { handle = () => {}, kinds = ['click'] }: { handle?: Handler; kinds?: readonly PushKind[] } = {},
) {
  const given: HandlerContext[] = [];
  const noted: Handler = context => {
    given.push(context);
    return handle(context);
  };
  const working = await startWorking(t, {
    ownersHandlers: new Map(kinds.map(kind => [kind, noted])),
    wants: ({ kind }) => kinds.includes(kind),
  });
  const { handler: queue } = working.forwardQueues;
  return {
    ...working,
    given,
    queue,
    add: (...pushes: readonly ReceivedPush[]) => addOnce(queue, pushes),
    /** Resolves when a job waits for its time to come. */
    delayed: (): Promise<Job<ReceivedPush>> => working.until(async () => (await queue.getDelayed())[0]),
  };
}

t.test('a handler is given the push and all that it needs for working on it', async t => {
  const { add, given, idle, metrics, logged } = await startHandlers(t, {
    handle: ({ log }) => log.info({ found: 3 }, 'looked'),
  });
  const push = click('oFollower');
  await add(push);
  await idle();
  const [context] = given;
  const id = pushId(appId, push.push);
  t.match(context, { ...push, openid: 'oFollower', pushId: id, profile: null });
  t.equal(context?.signal.aborted, false);
  t.match(await metrics.registry.metrics(), /wechat_jobs_processed_total\{kind="handler",outcome="done"\} 1/);
  const entry = logged.map(line => JSON.parse(line)).find(({ msg }) => msg === 'looked');
  t.match(entry, { level: 'info', found: 3, push: 'click', pushId: id });
});

t.test('it sees the profile that our own work on the push has made, and none of who has left', async t => {
  const { queues, given, idle, platform } = await startHandlers(t, { kinds: ['subscribe', 'unsubscribe'] });
  platform.follow('oFollower', { qr_scene_str: 'summer', tagid_list: [100] });
  await enqueue(queues, 'subscribe', [subscribePush('oFollower')]);
  await idle();
  await enqueue(queues, 'unsubscribe', [unsubscribePush('oFollower', { at: 1 })]);
  await idle();
  const [followed, left] = given;
  t.match(followed, { push: { kind: 'subscribe' }, profile: { qrSceneStr: 'summer', tagidList: [100], appId } });
  t.match(followed?.profile, { openid: 'oFollower', subscribed: true, lastEventAt: Date, userInfoAt: Date });
  t.strictSame(
    Object.keys(followed?.profile ?? {}).filter(name => ['_id', 'order'].includes(name)),
    [],
    'how it converges is nobody’s affair',
  );
  t.match(left, { push: { kind: 'unsubscribe' }, profile: null });
});

t.test('what is kept of followers is what the interface says, no more and no less', async t => {
  type Kept = Required<Omit<Follower, '_id' | 'order'>>;
  const isAllTold: (told: Required<FollowerProfile>) => Kept = told => told;
  const isAllKept: (kept: Kept) => Required<FollowerProfile> = kept => kept;
  // @ts-expect-error the order of events is none of it
  const order = (profile: FollowerProfile) => profile.order;
  for (const compiles of [isAllTold, isAllKept, order]) t.type(compiles, 'function');
});

t.test('a push is about whom it names, or about nobody', async t => {
  const { add, given, idle, platform, queues } = await startHandlers(t, { kinds: ['user_info_modified', 'unknown'] });
  platform.follow('oNamed');
  await enqueue(queues, 'subscribe', [subscribePush('oNamed')]);
  await idle();
  const header = { toUserName: 'gh_account', createTime: SECOND, msgType: 'event' };
  const fields = { fromUserName: 'oPlatform', event: 'user_info_modified', openID: 'oNamed' };
  await add(click('', { push: { kind: 'user_info_modified', ...header, ...fields } }));
  await idle();
  await add(click('', { push: { kind: 'unknown', ...header, fromUserName: '', event: 'of_tomorrow', fields: {} } }));
  await idle();
  t.match(given, [
    { openid: 'oNamed', profile: { openid: 'oNamed' } },
    { openid: '', profile: null },
  ]);
});

t.test('what fails is tried again, and is done when it does not fail any more', async t => {
  let attempts = 0;
  const { add, given, idle, delayed, queue } = await startHandlers(t, {
    handle: async () => {
      attempts += 1;
      if (attempts <= 3) throw new Error('the stock is locked');
    },
  });
  await add(click('oFollower'));
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const job = await delayed();
    t.match(job, { attemptsMade: attempt, failedReason: 'the stock is locked' });
    t.ok(job.delay > 1_000, 'after a pause');
    await job.promote();
  }
  await idle();
  t.equal(attempts, 4);
  t.equal(new Set(given.map(context => context.pushId)).size, 1);
  t.equal(await queue.getFailedCount(), 0);
});

t.test('what always fails lies in the failed set with its reason, and holds up no other', async t => {
  const { add, idle, delayed, queue, logged, metrics, given } = await startHandlers(t, {
    handle: ({ openid }) => {
      if (openid === 'oStrange') throw new TypeError('no such button');
    },
  });
  await add(click('oStrange'), click('oGood'));
  for (let attempt = 1; attempt < 5; attempt += 1) await (await delayed()).promote();
  await idle();
  t.match(await queue.getFailed(), [
    { name: 'click', failedReason: 'no such button', data: { push: { fromUserName: 'oStrange' } } },
  ]);
  t.equal(given.filter(({ openid }) => openid === 'oGood').length, 1);
  const failures = logged.map(line => JSON.parse(line)).filter(({ err }) => err);
  t.match(
    failures,
    Array(5).fill({ level: 'warn', push: 'click', err: { name: 'TypeError', stack: /test\.[jt]s:\d+/ } }),
  );
  t.match(failures.at(-1), { level: 'error', msg: 'job failed for good' });
  t.notMatch(logged.join('\n'), /HELP|oStrange/, 'nothing of the push is logged');
  t.match(await metrics.registry.metrics(), /wechat_jobs_processed_total\{kind="handler",outcome="retried"\} 5/);
});

const STRANGE: readonly (readonly [title: string, thrown: unknown, reason: string])[] = [
  ['a text', 'no button', 'the handler of click failed: no button'],
  ['nothing', undefined, 'the handler of click failed: it threw something of type undefined, expected an Error'],
  [
    'an answer',
    { token: 'secret' },
    'the handler of click failed: it threw something of type object, expected an Error',
  ],
  ['a word of BullMQ', new DelayedError('later'), 'the handler of click failed: DelayedError: later'],
  ['another', new WaitingError('later'), 'the handler of click failed: WaitingError: later'],
  ['a third', new UnrecoverableError('never'), 'the handler of click failed: UnrecoverableError: never'],
  [
    'a rate limit',
    new Error('bullmq:rateLimitExceeded'),
    'the handler of click failed: Error: bullmq:rateLimitExceeded',
  ],
];
t.test('whatever is thrown is an attempt that failed', async t => {
  const { add, queue, until } = await startHandlers(t, {
    handle: async ({ openid }) => {
      throw STRANGE[Number(openid)]![1];
    },
  });
  await add(...STRANGE.map((_, index) => click(String(index))));
  const jobs = await until(async () => {
    const delayed = await queue.getDelayed();
    return delayed.length === STRANGE.length ? delayed : undefined;
  });
  for (const [index, [title, , reason]] of STRANGE.entries()) {
    const job = jobs.find(({ data }) => data.push.fromUserName === String(index));
    t.match(job, { failedReason: reason, attemptsMade: 1 }, title);
  }
});

t.test('whatever is returned is ignored', async t => {
  const returned = [
    null,
    7,
    () => {},
    Promise.resolve({ a: 1 }),
    {
      get answer() {
        throw new Error('unread');
      },
    },
  ];
  const { add, idle, queue } = await startHandlers(t, { handle: ({ openid }) => returned[Number(openid)] });
  await add(...returned.map((_, index) => click(String(index))));
  await idle();
  t.equal(await queue.getCompletedCount(), returned.length);
});

t.test('the server API’s refusals count as they do in our own work', async t => {
  const { add, platform, queue, delayed, idle } = await startHandlers(t, {
    handle: ({ api, openid }) =>
      sendCustomerMessage(api, { touser: openid, msgtype: 'text', text: { content: 'help' } }),
  });
  const refuse = (errcode: number) =>
    platform.faults.add({ path: '/cgi-bin/message/custom/send', times: 1, kind: 'errcode', errcode });
  refuse(45047);
  await add(click('oFollower'));
  await idle();
  t.match(await queue.getFailed(), [{ failedReason: /answered 45047/, attemptsMade: 1 }], 'nothing would change');
  refuse(45011);
  await add(click('oOther'));
  const job = await delayed();
  t.equal(job.attemptsMade, 0, 'a limit costs no attempt');
});

t.test('while the account is gone or the module is not there, a push waits and loses no attempt', async t => {
  const { add, delayed, given } = await startHandlers(t, {
    handle: ({ api }) => api.call('/cgi-bin/tags/get'),
  });
  const cases = [
    [click('oOther', { appId: 'wxGone' }), 'NoSuchAccountError'],
    [click('oOther', { push: { ...subscribePush('oOther') } }), 'NoSuchHandlerError'],
  ] as const;
  for (const [push, name] of cases) {
    await add(push);
    const job = await delayed();
    t.equal(job.attemptsMade, 0, name);
    t.ok(job.delay >= 59_000, name);
    await job.remove();
  }
  t.equal(given.length, 1, 'an account that is gone is missed when its server API is asked');
});

t.test('somebody else’s job is refused at once', async t => {
  const { queue, idle } = await startHandlers(t);
  await queue.add('click', {} as ReceivedPush);
  await idle();
  t.match(await queue.getFailed(), [
    { failedReason: 'expected job data { appId, receivedAt, push }, got something else' },
  ]);
});

t.test('without handlers their queue is left alone', async t => {
  const { forwardQueues, idle } = await startWorking(t);
  await addOnce(forwardQueues.handler, [click('oFollower')]);
  await forwardQueues.forward.add('forward', { pushes: [{ ...click('oOther'), receivedAt: 0 }] });
  await idle('handler');
  t.equal(await forwardQueues.handler.getWaitingCount(), 1);
});

t.test('a handler that does not end in its time has failed, and is told to stop', async t => {
  let told: AbortSignal | undefined;
  const endless = (signal: AbortSignal) => {
    told = signal;
    return new Promise(() => {});
  };
  const { signal: stopping } = new AbortController();
  await t.rejects(runHandler(endless, { kind: 'click', stopping, milliseconds: 1 }), {
    name: 'HandlerTimeoutError',
    message: /^expected the handler of click to end within 0.001 s, it has not, and may still be running/,
  });
  t.equal(told?.aborted, true);
});

t.test('when the worker stops, who heeds the signal has not failed, nor has who does not', async t => {
  const stop = new AbortController();
  const run = (handle: (signal: AbortSignal) => unknown) =>
    runHandler(handle, { kind: 'click', stopping: stop.signal, graceMilliseconds: 1 });
  const heeding = run(
    signal => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  );
  const deaf = run(() => new Promise(() => {}));
  const quick = run(signal => new Promise<void>(resolve => signal.addEventListener('abort', () => resolve())));
  stop.abort();
  await t.resolves(quick, 'what is done is done');
  await t.rejects(heeding, { name: 'HandlerStoppedError' });
  await t.rejects(deaf, { name: 'HandlerStoppedError' });
  await t.rejects(
    run(() => t.fail('nothing begins after that')),
    { name: 'HandlerStoppedError' },
  );
});
