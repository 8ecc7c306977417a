import { enqueue, type StartedSync, type SyncState, startSync } from '@wechat-pipeline/jobs';
import { clearQuota, pauseMilliseconds } from '@wechat-pipeline/wechat-core';
import t from 'tap';
import { unsubscribePush, viewPush } from './job-push.js';
import { CREDENTIALS } from './start-account.js';
import { startWorking, type Working } from './start-working.js';

const { appId } = CREDENTIALS;
const GET = '/cgi-bin/user/get';
const BATCH = '/cgi-bin/user/info/batchget';
const SINGLE = '/cgi-bin/user/info';
const openids = (count: number) => Array.from({ length: count }, (_, index) => `o${index}`);

function start(working: Working, { account = appId, restart = false } = {}): Promise<StartedSync> {
  return startSync({ syncs: working.syncs, queues: working.syncQueues }, account, { restart });
}

/** Asks for the state of the sync until it is so. */
async function stateWhen({ syncs }: Working, isSo: (state: SyncState) => unknown, account = appId): Promise<SyncState> {
  for (;;) {
    const state = await syncs.read(account);
    if (state && isSo(state)) return state;
  }
}

const finished = (working: Working, account = appId) => stateWhen(working, state => state.finishedAt, account);

t.test('a sync asks for every follower on every page, and keeps what the platform tells', async t => {
  const working = await startWorking(t, { pageSize: 500 });
  const { platform, collection, profile, redis, prefix } = working;
  for (const openid of openids(2_300)) platform.follow(openid, { remark: openid, subscribe_time: 1_700_000_000 });
  const { isNew, state } = await start(working);
  t.equal(isNew, true);
  t.match(state, { page: 0, listed: 0, startedAt: Date });
  t.match(await finished(working), { page: 5, total: 2_300, listed: 2_300, refreshed: 2_300, failed: 0 });
  t.equal(await collection.countDocuments({ appId, subscribed: true, userInfoAt: { $gte: state.startedAt } }), 2_300);
  const followedAt = new Date(1_700_000_000_000);
  t.match(await profile('o2299'), { remark: 'o2299', subscribeTime: followedAt, lastEventAt: followedAt });
  t.strictSame([platform.calls.paths[GET], platform.calls.paths[BATCH]], [6, 23]);
  await working.idle();
  const [, left] = await redis.scan(0, 'MATCH', `${prefix}:*o2299*`, 'COUNT', 100_000);
  t.strictSame(left, [], 'nothing but its state is left of it');
});

t.test('an account without followers is synced at once', async t => {
  const working = await startWorking(t);
  await start(working);
  t.match(await finished(working), { page: 0, listed: 0 });
});

t.test('who is known is renewed and keeps what was counted', async t => {
  const working = await startWorking(t);
  const { platform, queues, idle, profile } = working;
  platform.follow('oKnown', { remark: 'before', unionid: 'union' });
  await enqueue(queues, 'view', [viewPush('oKnown', 'https://example.com/1')]);
  await idle();
  platform.follow('oKnown', { remark: 'after' });
  await start(working);
  await finished(working);
  t.match(await profile('oKnown'), { remark: 'after', viewCount: 1, lastViewUrl: 'https://example.com/1' });
  t.notOk('unionid' in ((await profile('oKnown')) ?? {}), 'what the platform does not tell any more is gone');
});

t.test('who leaves while the sync is under way is not brought back; who comes meanwhile is met', async t => {
  const working = await startWorking(t, { pageSize: 100 });
  const { platform, queues, syncQueues, until, idle, profile } = working;
  for (const openid of openids(300)) platform.follow(openid);
  await enqueue(queues, 'view', [viewPush('o10', 'https://example.com/1')]);
  await idle();
  await syncQueues.refresh.pause();
  await start(working);
  await until(async () => (await syncQueues.refresh.getWaitingCount()) || undefined);

  for (const openid of ['o10', 'o20', 'o250']) platform.unfollow(openid);
  await enqueue(queues, 'unsubscribe', [unsubscribePush('o20', { at: 1 }), unsubscribePush('o250', { at: 1 })]);
  await until(async () => (await profile('o20')) ?? undefined);
  // Their pushes have been lost.
  for (const openid of ['oLate', 'o10']) platform.follow(openid);
  platform.unfollow('o10');
  await syncQueues.refresh.resume();

  t.match(await finished(working), { listed: 300, refreshed: 300, failed: 0 });
  for (const openid of ['o20', 'o250']) t.match(await profile(openid), { subscribed: false });
  t.match(await profile('o10'), { subscribed: false }, 'listed, known, and no follower when asked for');
  t.match(await profile('oLate'), { subscribed: true, userInfoAt: Date });
});

t.test('of who is not known and has left before they were asked for, nothing is written', async t => {
  const working = await startWorking(t);
  const { platform, syncQueues, until, collection } = working;
  for (const openid of openids(3)) platform.follow(openid);
  await syncQueues.refresh.pause();
  await start(working);
  await until(async () => (await syncQueues.refresh.getWaitingCount()) || undefined);
  platform.unfollow('o1');
  await syncQueues.refresh.resume();
  t.match(await finished(working), { refreshed: 3 });
  t.equal(await collection.countDocuments(), 2);
});

t.test('a page’s last follower may leave before the next page is asked for', async t => {
  for (const [behaviour, fault] of [
    ['finds nobody behind them', undefined],
    ['knows them no more', { path: GET, kind: 'errcode', errcode: 40003, times: 1 }],
  ] as const) {
    const working = await startWorking(t, { pageSize: 100 });
    const { platform, syncQueues, until, collection } = working;
    for (const openid of openids(250)) platform.follow(openid);
    await syncQueues.refresh.pause();
    await start(working);
    await until(async () => (await syncQueues.refresh.getWaitingCount()) || undefined);
    platform.unfollow('o99');
    if (fault) platform.faults.add(fault);
    await syncQueues.refresh.resume();
    t.match(await finished(working), { page: 3, listed: 250 }, `the platform ${behaviour}`);
    t.equal(await collection.countDocuments({ subscribed: true }), 249);
  }
});

t.test('a sync whose page fails for good says why, and goes on with it when it is started again', async t => {
  const working = await startWorking(t, { pageSize: 100 });
  const { platform, syncQueues } = working;
  for (const openid of openids(250)) platform.follow(openid);
  await syncQueues.refresh.pause();
  const { state } = await start(working);
  await stateWhen(working, ({ page }) => page === 1);
  platform.faults.add({ path: GET, kind: 'errcode', errcode: 48001, times: 2 });
  await syncQueues.refresh.resume();
  const failure = { page: 2, reason: /^\/cgi-bin\/user\/get answered 48001 / };
  t.match(await stateWhen(working, ({ failure }) => failure), { failure, refreshed: 100 });

  t.match(await start(working), { isNew: false, state: { id: state.id } });
  t.match(await stateWhen(working, ({ failure }) => failure), { failure }, 'as long as it is refused');
  await start(working);
  const { id, failure: none, refreshed } = await finished(working);
  t.strictSame([id, none, refreshed], [state.id, undefined, 250]);
  t.equal(platform.calls.paths[GET], 1 + 2 + 3, 'and no page was asked for twice');
});

t.test('while the day’s quota is used up the sync waits, says until when, and then goes on where it was', async t => {
  const working = await startWorking(t, { pageSize: 100, quotas: { [GET]: 2 } });
  const { platform, api, syncQueues, collection } = working;
  for (const openid of openids(250)) platform.follow(openid);
  await start(working);
  const { waiting, page, refreshed } = await stateWhen(working, state => state.waiting);
  t.match({ page, refreshed }, { page: 2, refreshed: 200 });
  t.match(waiting?.reason, /^\/cgi-bin\/user\/get answered 45009 /);
  const expected = Date.now() + pauseMilliseconds('pause-day')!;
  t.ok(Math.abs(waiting!.until.getTime() - expected) <= 61_000, `until ${waiting?.until.toISOString()}`);
  const [job] = await working.until(async () => {
    const delayed = await syncQueues.sync.getDelayed();
    return delayed.length > 0 ? delayed : undefined;
  });
  t.equal(job?.attemptsMade, 0, 'which costs no attempt');

  await clearQuota(api, appId);
  await syncQueues.sync.promoteJobs();
  t.match(await finished(working), { refreshed: 250 });
  t.equal(await collection.countDocuments({ subscribed: true }), 250);
  t.equal(platform.calls.paths[GET], 2 + 1 + 2, 'no page was asked for twice');
});

t.test('the quota of those who are asked for counts as well', async t => {
  const working = await startWorking(t, { quotas: { [BATCH]: 3 } });
  const { platform, api, syncQueues, until } = working;
  for (const openid of openids(500)) platform.follow(openid);
  await start(working);
  const state = await stateWhen(working, ({ waiting, refreshed }) => waiting && refreshed === 300);
  t.match(state.waiting?.reason, /^\/cgi-bin\/user\/info\/batchget /);
  await until(async () => (await syncQueues.refresh.getDelayedCount()) === 2 || undefined);
  await clearQuota(api, appId);
  await syncQueues.refresh.promoteJobs();
  t.match(await finished(working), { refreshed: 500 });
});

t.test('a sync that is under way is not started a second time, unless it is to be restarted', async t => {
  const working = await startWorking(t, { pageSize: 100 });
  const { platform, syncQueues, until } = working;
  for (const openid of openids(300)) platform.follow(openid);
  await syncQueues.refresh.pause();
  const [first, second] = await Promise.all([start(working), start(working)]);
  t.strictSame([first.isNew, second.isNew].sort(), [false, true]);
  t.equal(first.state.id, second.state.id);
  await until(async () => (await syncQueues.refresh.getWaitingCount()) || undefined);
  t.match(await start(working), { isNew: false, state: { id: first.state.id, page: 1, listed: 100 } });

  const restarted = await start(working, { restart: true });
  t.equal(restarted.isNew, true);
  await syncQueues.refresh.resume();
  t.match(await finished(working), { id: restarted.state.id, listed: 300, refreshed: 300 });
  await working.idle();
  t.equal(platform.calls.paths[BATCH], 3, 'what was left of the first asked for nobody');
  t.equal((await start(working)).isNew, true, 'after the end there is another one');
  await finished(working);
});

t.test('somebody of whom the platform does not tell does not hold up the others', async t => {
  const working = await startWorking(t);
  const { platform, collection, logged } = working;
  for (const openid of openids(102)) platform.follow(openid);
  platform.faults.add({ path: SINGLE, kind: 'errcode', errcode: 40003, times: 1 });
  await start(working);
  t.match(await finished(working), { listed: 102, refreshed: 101, failed: 1 });
  t.equal(await collection.countDocuments(), 101, 'and nothing is written of them');
  t.match(logged.join(''), /"err":\{"name":"ApiError".*"followers":1,.*the platform does not tell/);
  t.notMatch(logged.join(''), /"o\d+"/, 'no OpenID in the log');
});

t.test('followers whose batch fails for good are counted, and the sync goes on without them', async t => {
  const working = await startWorking(t, { pageSize: 200 });
  const { platform, syncQueues, collection } = working;
  for (const openid of openids(300)) platform.follow(openid);
  platform.faults.add({ path: BATCH, kind: 'errcode', errcode: 48001, times: 1 });
  await start(working);
  t.match(await finished(working), { page: 2, listed: 300, refreshed: 200, failed: 100 });
  t.equal(await collection.countDocuments(), 200);
  t.match(await syncQueues.refresh.getFailed(), [{ failedReason: /answered 48001/ }]);
});

t.test('a page or a batch that has killed its workers too often is given up in the same way', async t => {
  const working = await startWorking(t);
  const { platform, syncQueues, redis, prefix, until } = working;
  for (const openid of openids(200)) platform.follow(openid);
  // What BullMQ notes when it finds a job without its worker once too often.
  async function stallFirst(kind: 'sync' | 'refresh'): Promise<void> {
    const [job] = await until(async () => {
      const jobs = await syncQueues[kind].getWaiting();
      return jobs.length > 0 ? jobs : undefined;
    });
    await redis.hset(`${prefix}:${kind}:${job?.id}`, 'defa', 'job stalled more than allowable limit');
    await syncQueues[kind].resume();
  }
  await Promise.all([syncQueues.sync.pause(), syncQueues.refresh.pause()]);
  await start(working);
  await stallFirst('sync');
  t.match(await stateWhen(working, ({ failure }) => failure), { failure: { page: 1, reason: /stalled/ } });
  await start(working);
  await stallFirst('refresh');
  t.match(await finished(working), { listed: 200, refreshed: 100, failed: 100 });
});

t.test('two accounts are synced at the same time, and what one lacks does not touch the other', async t => {
  const other = { appId: 'wxother', appSecret: 'another-secret' };
  const working = await startWorking(t, { pageSize: 100, accounts: [CREDENTIALS, other] });
  const { platform, collection, syncs, apiOf } = working;
  for (const openid of openids(300)) platform.follow(openid);
  for (const openid of openids(200)) platform.follow(`other-${openid}`, {}, other.appId);
  const until = Date.now() + 3_600_000;
  await pauseOf(working, GET, until);
  await Promise.all([start(working), start(working, { account: other.appId })]);
  t.match(await finished(working, other.appId), { listed: 200, refreshed: 200 });
  t.match(await stateWhen(working, state => state.waiting), { listed: 0, waiting: { reason: /is paused until/ } });
  await apiOf(appId).gate.lift();
  await working.syncQueues.sync.promoteJobs();
  t.match(await finished(working), { listed: 300, refreshed: 300 });
  t.equal(await collection.countDocuments({ appId, subscribed: true }), 300);
  t.equal(await collection.countDocuments({ appId: other.appId, subscribed: true }), 200);
  t.match(await syncs.read(other.appId), { listed: 200 });
});

/** Has that API of the account ask for a pause. */
async function pauseOf({ redis, prefix }: Working, path: string, until: number): Promise<void> {
  await redis.hset(`${prefix}:pauses:{${appId}}`, path, `${until} 45009`);
}

t.test('a job with something else in it fails with a sentence, and the worker goes on', async t => {
  const working = await startWorking(t);
  const { platform, syncQueues, redis, prefix, until } = working;
  platform.follow('oFollower');
  for (const data of ['{}', '[]', 'null', '{"appId":"wx1","sync":1}']) {
    for (const kind of ['sync', 'refresh'] as const) {
      await syncQueues[kind].pause();
      const job = await redis.incr(`${prefix}:jobs`);
      await syncQueues[kind].add(kind as never, { appId, sync: 's', page: 1 } as never, { jobId: `bad-${job}` });
      await redis.hset(`${prefix}:${kind}:bad-${job}`, 'data', data);
      await syncQueues[kind].resume();
    }
  }
  await start(working);
  await finished(working);
  await until(async () => (await syncQueues.refresh.getFailedCount()) === 4 || undefined);
  const reasons = (await syncQueues.sync.getFailed()).map(job => job.failedReason);
  t.strictSame(reasons, Array(4).fill('expected job data { appId, sync, page, … }, got something else'));
});
