import { enqueue } from '@wechat-pipeline/jobs';
import { clearQuota, pauseMilliseconds } from '@wechat-pipeline/wechat-core';
import t from 'tap';
import { SECOND, subscribePush, unsubscribePush, viewPush } from './job-push.js';
import { startWorking } from './start-working.js';

const SINGLE = '/cgi-bin/user/info';
const BATCH = '/cgi-bin/user/info/batchget';
const openids = (count: number) => Array.from({ length: count }, (_, index) => `o${index}`);

t.test('a follower’s life: followed, two pages opened, left', async t => {
  const { platform, queues, idle, profile } = await startWorking(t);
  platform.follow('oFollower', { remark: '$name', subscribe_time: SECOND, unionid: 'union', tagid_list: [128, 2] });
  await enqueue(queues, 'subscribe', [subscribePush('oFollower')]);
  await idle();
  t.match(await profile('oFollower'), {
    appId: 'wx0123456789abcdef',
    openid: 'oFollower',
    subscribed: true,
    lastEventAt: new Date(SECOND * 1_000),
    subscribeTime: new Date(SECOND * 1_000),
    remark: '$name',
    unionid: 'union',
    tagidList: [128, 2],
    language: 'zh_CN',
    userInfoAt: Date,
  });
  t.notOk('nickname' in ((await profile('oFollower')) ?? {}), 'what is empty is not kept');

  const url = 'https://example.com/?$set=1';
  await enqueue(queues, 'view', [viewPush('oFollower', url, { at: 1 }), viewPush('oFollower', url, { at: 2 })]);
  await idle();
  const lastViewAt = new Date((SECOND + 2) * 1_000);
  t.match(await profile('oFollower'), { viewCount: 2, lastViewUrl: url, lastViewAt, lastEventAt: lastViewAt });

  await enqueue(queues, 'unsubscribe', [unsubscribePush('oFollower', { at: 3 })]);
  await idle();
  t.strictSame(await profile('oFollower'), {
    _id: 'wx0123456789abcdef:oFollower',
    appId: 'wx0123456789abcdef',
    openid: 'oFollower',
    subscribed: false,
    lastEventAt: new Date((SECOND + 3) * 1_000),
    purgeAt: new Date((SECOND + 3) * 1_000 + 86_400_000),
  });
});

t.test('MongoDB removes what is left of a follower a day later', async t => {
  const { collection } = await startWorking(t);
  t.match(await collection.indexes(), [{ key: { _id: 1 } }, { key: { purgeAt: 1 }, expireAfterSeconds: 0 }]);
});

t.test('a full job costs one call', async t => {
  const { platform, queues, idle, collection } = await startWorking(t, { autoFollow: true });
  await enqueue(
    queues,
    'subscribe',
    openids(100).map(openid => subscribePush(openid)),
  );
  await idle();
  t.equal(await collection.countDocuments({ subscribed: true }), 100);
  t.equal(platform.calls.paths[BATCH], 1);
});

t.test('a follower who opens a page and is not known is asked for; one who is known is not', async t => {
  const { platform, queues, idle, profile } = await startWorking(t);
  platform.follow('oFollower');
  await enqueue(queues, 'view', [viewPush('oFollower', 'https://example.com/1')]);
  await idle();
  t.match(await profile('oFollower'), { subscribed: true, viewCount: 1, subscribeScene: 'ADD_SCENE_SEARCH' });
  await enqueue(queues, 'view', [viewPush('oFollower', 'https://example.com/2', { at: 1 })]);
  await idle();
  t.match(await profile('oFollower'), { viewCount: 2 });
  t.equal(platform.calls.paths[SINGLE], 1);
});

t.test('who has left when the platform is asked is not taken for a follower', async t => {
  const { platform, queues, idle, profile } = await startWorking(t);
  platform.follow('oFollower');
  platform.unfollow('oFollower');
  await enqueue(queues, 'subscribe', [subscribePush('oFollower')]);
  await enqueue(queues, 'view', [viewPush('oFollower', 'https://example.com/1', { at: 1 })]);
  await idle();
  t.match(await profile('oFollower'), { subscribed: false });
});

t.test('one bad push neither repeats nor holds up the others of its job, and alone lies in the failed set', async t => {
  const { platform, queues, idle, failed, collection, metrics } = await startWorking(t);
  const good = openids(99);
  for (const openid of good) platform.follow(openid);
  await enqueue(
    queues,
    'subscribe',
    [...good.slice(0, 50), 'bad', ...good.slice(50)].map(openid => subscribePush(openid)),
  );
  await idle();
  t.equal(await collection.countDocuments({ subscribed: true }), 99);
  const jobs = await failed('subscribe');
  t.equal(jobs.length, 1);
  t.match(jobs[0]?.data.pushes, [{ fromUserName: 'bad' }]);
  t.match(jobs[0]?.failedReason, /^\/cgi-bin\/user\/info answered 40003 \(rid [\w-]+\): invalid openid/);
  t.equal(jobs[0]?.attemptsMade, 1, 'it was not tried again');
  t.match(await metrics.registry.metrics(), /wechat_jobs_processed_total\{kind="subscribe",outcome="split"\} 1/);
});

t.test('a platform that is busy costs attempts, and after the last each push has a job of its own', async t => {
  const { platform, queues, delayed, idle, failed, collection } = await startWorking(t, { autoFollow: true });
  platform.faults.add({ path: BATCH, kind: 'errcode', errcode: -1 });
  await enqueue(
    queues,
    'subscribe',
    openids(3).map(openid => subscribePush(openid)),
  );
  for (let attempt = 1; attempt < 5; attempt += 1) {
    const job = await delayed('subscribe');
    t.equal(job.attemptsMade, attempt);
    await job.promote();
  }
  await idle();
  t.equal(platform.calls.paths[BATCH], 5);
  t.equal(await collection.countDocuments({ subscribed: true }), 3, 'which succeeded, because singly it was not busy');
  t.equal((await failed('subscribe')).length, 0);
});

t.test('an answer that one follower makes unreadable does not hold up the others', async t => {
  const { platform, queues, delayed, idle, failed, collection } = await startWorking(t, { autoFollow: true });
  platform.faults.add({ path: BATCH, kind: 'malformed', body: '{"user_info_list":[{"remark":"a"b"}]}' });
  platform.faults.add({ path: SINGLE, times: 1, kind: 'malformed', body: '{"remark":"a"b"}' });
  await enqueue(
    queues,
    'subscribe',
    openids(3).map(openid => subscribePush(openid)),
  );
  for (let attempt = 1; attempt < 5; attempt += 1) await (await delayed('subscribe')).promote();
  await (await delayed('subscribe')).promote();
  await idle();
  t.equal(await collection.countDocuments({ subscribed: true }), 3);
  t.equal((await failed('subscribe')).length, 0);
});

t.test('what cannot succeed fails at once, one push a job, with its reason', async t => {
  const { platform, queues, idle, failed, logged } = await startWorking(t, { autoFollow: true });
  platform.faults.add({ path: '*', kind: 'errcode', errcode: 48001, errmsg: 'api unauthorized' });
  await enqueue(
    queues,
    'subscribe',
    openids(3).map(openid => subscribePush(openid)),
  );
  await idle();
  const jobs = await failed('subscribe');
  t.strictSame(
    jobs.map(job => job.data.pushes.length),
    [1, 1, 1],
  );
  for (const job of jobs) t.match(job.failedReason, /answered 48001 .*api unauthorized/);
  t.match(logged.join(''), /job failed for good/);
  t.notMatch(logged.join(''), /"o[012]"/, 'no OpenID in the log');
});

t.test('a job that has killed its workers too often is taken apart, too', async t => {
  const { queues, redis, prefix, idle, failed, collection } = await startWorking(t, { autoFollow: true });
  await queues.subscribe.pause();
  await enqueue(
    queues,
    'subscribe',
    openids(3).map(openid => subscribePush(openid)),
  );
  const [job] = await queues.subscribe.getWaiting();
  // What BullMQ notes when it finds the job without its worker once too often.
  await redis.hset(`${prefix}:subscribe:${job?.id}`, 'defa', 'job stalled more than allowable limit');
  await queues.subscribe.resume();
  while ((await collection.countDocuments({ subscribed: true })) < 3) await idle();
  while ((await failed('subscribe')).length > 0) await idle();
  t.equal(await collection.countDocuments(), 3);
});

t.test('a job with something else in it fails with a sentence, and the worker goes on', async t => {
  const { queues, redis, prefix, idle, failed, profile } = await startWorking(t, { autoFollow: true });
  for (const data of ['{}', '{"pushes":"all"}', '{"pushes":[]}', '[]', 'null']) {
    await queues.subscribe.pause();
    const job = await queues.subscribe.add('subscribe', { pushes: [subscribePush('oOther')] });
    await redis.hset(`${prefix}:subscribe:${job.id}`, 'data', data);
    await queues.subscribe.resume();
  }
  await enqueue(queues, 'subscribe', [subscribePush('oFollower')]);
  await idle();
  t.match(await profile('oFollower'), { subscribed: true });
  const reasons = (await failed('subscribe')).map(job => job.failedReason);
  t.strictSame(reasons, Array(5).fill('expected job data { pushes: [...] }, got something else'));
});

const NOBODYS_FAULT = [
  ['the platform is unreachable', { path: SINGLE, kind: 'reset' }, 0, 1_000],
  ['a gateway answers', { path: SINGLE, kind: 'status', status: 502 }, 0, 1_000],
  ['the token endpoint is away', { path: '/cgi-bin/stable_token', kind: 'reset' }, 0, 1_000],
  ['the AppSecret is wrong', { path: '/cgi-bin/stable_token', kind: 'errcode', errcode: 40125 }, 60_000, 75_000],
  [
    'the AppSecret is another account’s',
    { path: '/cgi-bin/stable_token', kind: 'errcode', errcode: 40001 },
    60_000,
    75_000,
  ],
  ['the address is not allowed', { path: SINGLE, kind: 'errcode', errcode: 40164 }, 600_000, 660_000],
  ['the day’s quota is used up', { path: SINGLE, kind: 'errcode', errcode: 45009 }, 1, 86_460_000],
  ['there were too many calls in a minute', { path: SINGLE, kind: 'errcode', errcode: 45011 }, 60_000, 93_750],
] as const;

for (const [title, fault, least, most] of NOBODYS_FAULT) {
  t.test(`while ${title}, a job waits and loses no attempt`, async t => {
    const { platform, api, queues, delayed, idle, profile } = await startWorking(t, { autoFollow: true });
    const remove = platform.faults.add(fault);
    await enqueue(queues, 'subscribe', [subscribePush('oFollower')]);
    const job = await delayed('subscribe');
    t.equal(job.attemptsMade, 0);
    // BullMQ takes off what has passed since the time was set.
    t.ok(job.delay > least - 1_000 && job.delay <= most, `it waits for ${job.delay} ms`);
    remove();
    await api.gate.lift();
    await job.promote();
    await idle();
    t.match(await profile('oFollower'), { subscribed: true });
  });
}

t.test('a token that is revoked in the middle of the work costs one refresh for all', async t => {
  const { platform, queues, idle, collection } = await startWorking(t, { autoFollow: true });
  await enqueue(queues, 'subscribe', [subscribePush('oFirst')]);
  await idle();
  platform.revokeToken();
  await Promise.all(openids(40).map(openid => enqueue(queues, 'subscribe', [subscribePush(openid)])));
  await idle();
  t.equal(await collection.countDocuments({ subscribed: true }), 41);
  t.equal(platform.calls.tokensIssued, 2);
});

t.test('what the worker does can be counted', async t => {
  const { queues, idle, metrics } = await startWorking(t, { autoFollow: true });
  await enqueue(queues, 'subscribe', [subscribePush('oFollower')]);
  await idle();
  const told = await metrics.registry.metrics();
  t.match(told, /wechat_jobs_processed_total\{kind="subscribe",outcome="done"\} 1/);
  t.match(told, /wechat_queue_jobs\{queue="subscribe",state="waiting"\} 0/);
  t.match(told, /wechat_user_info_calls_limit\{appId="wx0123456789abcdef"\} 32/);
  t.match(told, /wechat_profile_writes_limit \d/);
  t.match(told, /process_cpu_seconds_total/);
  t.notMatch(told, /oFollower/);
});

t.test('a job for an API that is paused waits, with nothing sent, and other APIs go on', async t => {
  const { platform, api, queues, settled, idle, profile } = await startWorking(t, { autoFollow: true });
  platform.faults.add({ path: SINGLE, times: 1, kind: 'errcode', errcode: 45009 });
  const first = await queues.subscribe.add('subscribe', { pushes: [subscribePush('oFirst')] });
  t.equal(await settled(first), 'delayed');
  for (const openid of openids(3)) {
    const view = await queues.view.add('view', { pushes: [viewPush(openid, 'https://example.com')] });
    t.equal(await settled(view), 'delayed');
    const { attemptsMade, delay } = (await queues.view.getJob(view.id!))!;
    t.equal(attemptsMade, 0);
    t.ok(Math.abs(delay - pauseMilliseconds('pause-day')!) <= 61_000, `it waits until midnight, ${delay} ms`);
  }
  t.equal(platform.calls.paths[SINGLE], 1);

  const batch = await queues.subscribe.add('subscribe', { pushes: openids(3).map(openid => subscribePush(openid)) });
  t.equal(await settled(batch), 'completed');
  const leave = await queues.unsubscribe.add('unsubscribe', { pushes: [unsubscribePush('oLeft')] });
  t.equal(await settled(leave), 'completed');

  await clearQuota(api, 'wx0123456789abcdef');
  await Promise.all([queues.subscribe.promoteJobs(), queues.view.promoteJobs()]);
  await idle();
  t.match(await profile('oFirst'), { subscribed: true });
  t.match(await profile('o0'), { subscribed: true, viewCount: 1 });
});
