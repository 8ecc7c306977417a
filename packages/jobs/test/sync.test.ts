import { redisForTest } from '@wechat-pipeline/local-servers';
import { Redis } from 'ioredis';
import t, { type Test } from 'tap';
import {
  closeQueues,
  enqueueBatches,
  nextPage,
  openSyncQueues,
  openSyncStore,
  type SyncBatch,
  type SyncPage,
  startSync,
} from '../src/index.js';

async function setup(t: Test) {
  const { url, prefix } = await redisForTest(t);
  const redis = new Redis(url, { maxRetriesPerRequest: null });
  const queues = openSyncQueues(redis, prefix, error => {
    throw error;
  });
  t.teardown(async () => {
    await closeQueues(queues);
    redis.disconnect();
  });
  const syncs = openSyncStore(redis, prefix);
  return { redis, prefix, queues, syncs, start: (restart = false) => startSync({ syncs, queues }, 'wx1', { restart }) };
}

const openids = (count: number) => Array.from({ length: count }, (_, index) => `o${index}`);
const counts = (refreshed: number) => ({ refreshed, failed: 0 });

t.test('a sync begins with its first page, in a job of its own, and once', async t => {
  const { queues, start } = await setup(t);
  const [first, second] = [await start(), await start()];
  t.match(first, { isNew: true, state: { page: 0, pending: 0, listed: 0, refreshed: 0, failed: 0 } });
  t.match(second, { isNew: false, state: { id: first.state.id } });
  const jobs = await queues.sync.getWaiting();
  t.match(jobs, [{ id: `${first.state.id}-1`, data: { appId: 'wx1', sync: first.state.id, page: 1 } }]);
  t.equal(jobs.length, 1);
});

t.test('a page’s followers are asked for by a hundred, and then the next page is due', async t => {
  const { queues, syncs, start } = await setup(t);
  const { state } = await start();
  const part = { appId: 'wx1', sync: state.id, page: 1 };
  const listing = { openids: openids(250), total: 400, next: 'o249' };
  await syncs.notePage(part, listing);
  await enqueueBatches(queues, part, listing);
  const batches = (await queues.refresh.getWaiting()).map(({ data }) => data.openids.length);
  t.strictSame(batches.sort(), [100, 100, 50]);
  for (const [batch, refreshed] of [100, 100, 50].entries()) {
    t.equal(nextPage('wx1', (await syncs.read('wx1'))!), undefined);
    await syncs.noteBatch({ ...part, batch }, counts(refreshed));
    await syncs.noteBatch({ ...part, batch }, counts(refreshed));
  }
  const done = (await syncs.read('wx1'))!;
  t.match(done, { total: 400, listed: 250, refreshed: 250, after: ['o249', 'o248', 'o247', 'o246', 'o245'] });
  t.strictSame(nextPage('wx1', done), { ...part, page: 2 });
});

t.test('the list’s last page ends the sync when everybody on it has been asked for', async t => {
  const { syncs, start } = await setup(t);
  const { state } = await start();
  const part = { appId: 'wx1', sync: state.id, page: 1 };
  await syncs.notePage(part, { openids: openids(3) });
  t.equal((await syncs.read('wx1'))?.finishedAt, undefined);
  await syncs.noteBatch({ ...part, batch: 0 }, counts(3));
  t.match(await syncs.read('wx1'), { finishedAt: Date, listed: 3 });
  t.equal((await start()).isNew, true);
});

t.test('after its end nothing is left of it but counts and times', async t => {
  const { redis, prefix, syncs, start } = await setup(t);
  const { state } = await start();
  const part = { appId: 'wx1', sync: state.id, page: 1 };
  await syncs.notePage(part, { openids: openids(3), total: 3, next: 'o2' });
  await syncs.noteWaiting(part, { until: new Date(), reason: 'quota' });
  await syncs.noteBatch({ ...part, batch: 0 }, counts(3));
  await syncs.noteEnd({ ...part, page: 2 });
  const { finishedAt, ...rest } = (await syncs.read('wx1'))!;
  t.type(finishedAt, Date);
  t.strictSame(rest, { ...state, page: 1, total: 3, listed: 3, refreshed: 3, after: [] });
  t.equal(await redis.exists(`${prefix}:sync-done:{wx1}`), 0);
});

t.test('what concerns a sync that is not the latest any more changes nothing', async t => {
  const { syncs, start } = await setup(t);
  const old = { appId: 'wx1', sync: (await start()).state.id, page: 1 };
  const { state } = await start(true);
  await syncs.notePage(old, { openids: openids(3) });
  await syncs.noteBatch({ ...old, batch: 0 }, counts(3));
  await syncs.noteWaiting(old, { until: new Date(), reason: 'quota' });
  await syncs.noteFailure(old, 'refused');
  await syncs.noteEnd(old);
  t.strictSame(await syncs.read('wx1'), state);
});

t.test('every key in Redis begins with the prefix, and names its account', async t => {
  const { redis, prefix, start } = await setup(t);
  await start();
  const [, keys] = await redis.scan(0, 'MATCH', `${prefix}:sync-*`, 'COUNT', 100_000);
  t.strictSame(keys, [`${prefix}:sync-state:{wx1}`]);
});

t.test('a queue takes no job of the other', async t => {
  const { queues } = await setup(t);
  const page: SyncPage = { appId: 'wx1', sync: 's', page: 1 };
  const batch: SyncBatch = { ...page, batch: 0, openids: ['o1'] };
  await queues.refresh.add('refresh', batch);
  // @ts-expect-error a page lists nobody to be asked for
  const confused: SyncBatch = page;
  t.strictSame(confused, page);
});
