import { enqueue, enqueueAlone } from '@wechat-pipeline/jobs';
import fc from 'fast-check';
import t from 'tap';
import { HANDLERS } from '../src/handlers/index.js';
import { subscribePush, unsubscribePush, viewPush } from './job-push.js';
import { CREDENTIALS, startAccount } from './start-account.js';
import { startWorking } from './start-working.js';

const HOME = 'https://example.com/';
const BATCH = '/cgi-bin/user/info/batchget';
const DAY = '2096-10-02';

t.test('a visit is counted once, whatever is delivered again, and however it is put into jobs', async t => {
  const { queues, idle, pageViews } = await startWorking(t, { autoFollow: true });
  const pushes = ['o1', 'o2', 'o3'].map(openid => ({ ...viewPush(openid, HOME), menuId: '426283190' }));
  await enqueue(queues, 'view', [...pushes, ...pushes]);
  await enqueue(
    queues,
    'view',
    pushes.map(push => ({ ...push, receivedAt: push.receivedAt + 5_000 })),
  );
  await enqueueAlone(queues, 'view', pushes);
  await idle();
  t.strictSame(await pageViews.usage({ appId: CREDENTIALS.appId, since: DAY, until: DAY }), [
    { day: DAY, url: HOME, menuId: '426283190', views: 3 },
  ]);
});

t.test('whatever becomes of the follower, it was a visit; and of who leaves it tells nothing', async t => {
  const { queues, idle, failed, platform, profile, visits } = await startWorking(t);
  for (const openid of ['oHere', 'oLeft']) platform.follow(openid);
  await enqueue(queues, 'subscribe', [subscribePush('oHere'), subscribePush('oLeft')]);
  await idle();
  await enqueue(queues, 'unsubscribe', [unsubscribePush('oLeft', { at: 5 })]);
  await idle();
  platform.unfollow('oLeft');
  const views = ['oHere', 'oLeft', 'oNobody'].flatMap(openid => [
    viewPush(openid, HOME, { at: 1 }),
    viewPush(openid, HOME, { at: 9 }),
  ]);
  await enqueue(queues, 'view', views);
  await idle();
  t.match(await profile('oHere'), { viewCount: 2 });
  t.match(await profile('oLeft'), { subscribed: false });
  t.notOk(await profile('oNobody'), 'the platform knows of nobody by that OpenID');
  t.equal((await failed('view')).length, 2);
  t.equal(await visits(views), 6);
  t.equal(await visits(), 6);
});

t.test('visits are counted while the platform refuses, and once when it answers again', async t => {
  const { queues, delayed, idle, platform, collection, visits } = await startWorking(t, { autoFollow: true });
  platform.faults.add({ path: BATCH, kind: 'errcode', errcode: -1, times: 1 });
  const views = Array.from({ length: 10 }, (_, index) => viewPush(`o${index}`, HOME));
  await enqueue(queues, 'view', views);
  const job = await delayed('view');
  t.equal(await visits(), 10, 'before anything is known of the followers');
  t.equal(await collection.countDocuments(), 0);
  await job.promote();
  await idle();
  t.equal(await collection.countDocuments({ viewCount: 1 }), 10);
  t.equal(await visits(), 10);
});

t.test('in whatever jobs, at once, and killed wherever: as many are counted as there were', async t => {
  const account = await startAccount(t, { autoFollow: true });
  const story = fc.integer({ min: 1, max: 12 }).chain(visits =>
    fc.record({
      visits: fc.constant(visits),
      jobs: fc.array(
        fc.record({
          deliveries: fc.array(fc.nat(visits - 1), { minLength: 1, maxLength: 8 }),
          // how many of its pushes each worker had noted when it was killed, before one did the job whole
          killedAfter: fc.array(fc.nat(8), { maxLength: 2 }),
        }),
        { minLength: 1, maxLength: 6 },
      ),
    }),
  );
  let told = 0;
  const all = new Set<string>();
  await fc.assert(
    fc.asyncProperty(story, async ({ visits, jobs }) => {
      told += 1;
      // few followers, pages and seconds: two visits may differ in one of them alone
      const pushes = Array.from({ length: visits }, (_, index) =>
        viewPush(`o${told}-${index % 2}`, `${HOME}${(index >> 1) % 2}`, { at: index >> 2 }),
      );
      await Promise.all(
        jobs.map(async ({ deliveries, killedAfter }) => {
          const job = deliveries.map(index => pushes[index]!);
          for (const noted of killedAfter) await account.pageViews.note(job.slice(0, noted));
          await HANDLERS.view(job, account);
        }),
      );
      const delivered = new Set(jobs.flatMap(({ deliveries }) => deliveries));
      for (const index of delivered) all.add(`${told} ${index}`);
      return (await account.visits(pushes)) === delivered.size;
    }),
    { numRuns: 100 },
  );
  t.ok(told >= 100);
  t.equal(await account.visits(), all.size);
});
