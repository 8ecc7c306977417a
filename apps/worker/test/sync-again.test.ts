import { type SyncBatch, type SyncPage, type SyncQueues, startSync } from '@wechat-pipeline/jobs';
import type { Job } from 'bullmq';
import t, { type Test } from 'tap';
import { SYNC_HANDLERS } from '../src/sync/index.js';
import type { SyncContext } from '../src/sync/sync-handler.js';
import { CREDENTIALS } from './start-account.js';
import { startWorking } from './start-working.js';

// What a worker that is killed leaves half done, another one does again from the start. Here a handler ends just before
// and just after each of its steps that leave something behind, and runs once more when the list has become another one.

const { appId } = CREDENTIALS;
const GET = '/cgi-bin/user/get';
const openids = (count: number) => Array.from({ length: count }, (_, index) => `o${index}`);

class Killed extends Error {}
type When = 'before' | 'after';

/** The same, but whoever calls that method dies before or after it has done its work. */
function deadly<T extends object>(target: T, method: keyof T & string, when: When): T {
  return new Proxy(target, {
    get(of, name) {
      const value: unknown = Reflect.get(of, name, of);
      if (typeof value !== 'function') return value;
      if (name !== method) return value.bind(of);
      return async (...args: unknown[]) => {
        if (when === 'after') await Reflect.apply(value, of, args);
        throw new Killed();
      };
    },
  });
}

async function diesIn(t: Test, work: Promise<void>): Promise<void> {
  const error: unknown = await work.catch(error => error);
  // What Redis does not do is told as its being away.
  t.ok([error, (error as Error).cause].some(cause => cause instanceof Killed));
}

/** A sync of 300 followers whose jobs nobody takes but this test. */
async function setup(t: Test) {
  const working = await startWorking(t, { pageSize: 250 });
  const { platform, syncs, syncQueues, context, api } = working;
  for (const openid of openids(300)) platform.follow(openid);
  await Promise.all([syncQueues.sync.pause(), syncQueues.refresh.pause()]);
  const { state } = await startSync({ syncs, queues: syncQueues }, appId);
  const job = async <K extends keyof SyncQueues>(kind: K, id: string) => {
    const found = await syncQueues[kind].getJob(`${state.id}-${id}`);
    if (!found) throw new Error(`expected job ${id} of ${kind}, got none`);
    return found;
  };
  return {
    ...working,
    // Sound: each queue has jobs of its own data.
    page: (number: number) => job('sync', `${number}`) as Promise<Job<SyncPage>>,
    batch: (number: number) => job('refresh', `1-${number}`) as Promise<Job<SyncBatch>>,
    syncContext: { ...context, api } satisfies SyncContext,
    state: () => syncs.read(appId),
  };
}

for (const when of ['before', 'after'] as const) {
  for (const step of ['updateData', 'notePage', 'addBulk'] as const) {
    t.test(`a page that is done again from ${when} ${step} asks for everybody on it, once`, async t => {
      const { platform, syncQueues, page, syncContext, state } = await setup(t);
      const { syncs } = syncContext;
      const first = await page(1);
      const killed = {
        ...syncContext,
        ...(step === 'notePage' && { syncs: deadly(syncs, step, when) }),
        ...(step === 'addBulk' && { syncQueues: { ...syncQueues, refresh: deadly(syncQueues.refresh, step, when) } }),
      };
      const job = step === 'updateData' ? deadly(first, step, when) : first;
      await diesIn(t, SYNC_HANDLERS.sync(job, killed));

      platform.unfollow('o3');
      await SYNC_HANDLERS.sync(await page(1), syncContext);
      const asked = (await syncQueues.refresh.getWaiting()).flatMap(({ data }) => data.openids);
      const isAskedAgain = step === 'updateData' && when === 'before';
      const listed = isAskedAgain ? openids(251).filter(openid => openid !== 'o3') : openids(250);
      t.strictSame(asked.sort(), listed.sort());
      t.match(await state(), { page: 1, pending: 3, listed: 250 });
      t.equal(platform.calls.paths[GET], isAskedAgain ? 2 : 1);
    });
  }

  for (const step of ['apply', 'noteBatch', 'add'] as const) {
    t.test(`a batch that is done again from ${when} ${step} counts once, and the next page comes once`, async t => {
      const { syncQueues, page, batch, syncContext, state, collection } = await setup(t);
      const { syncs, profiles } = syncContext;
      await SYNC_HANDLERS.sync(await page(1), syncContext);
      for (const number of [0, 1]) await SYNC_HANDLERS.refresh(await batch(number), syncContext);
      t.equal(await syncQueues.sync.getWaitingCount(), 1, 'no page before all of the one before is done');
      const killed = {
        ...syncContext,
        ...(step === 'apply' && { profiles: deadly(profiles, step, when) }),
        ...(step === 'noteBatch' && { syncs: deadly(syncs, step, when) }),
        ...(step === 'add' && { syncQueues: { ...syncQueues, sync: deadly(syncQueues.sync, step, when) } }),
      };
      await diesIn(t, SYNC_HANDLERS.refresh(await batch(2), killed));

      for (const number of [2, 0]) await SYNC_HANDLERS.refresh(await batch(number), syncContext);
      t.match(await state(), { page: 1, pending: 0, listed: 250, refreshed: 250 });
      t.equal(await collection.countDocuments(), 250);
      t.match((await page(2)).data, { appId, page: 2, listing: undefined });
      t.equal(await syncQueues.sync.getWaitingCount(), 2);
      await SYNC_HANDLERS.sync(await page(1), syncContext);
      t.match(await state(), { page: 1, pending: 0, listed: 250 }, 'a page that is over is not done again');
    });
  }
}

t.test('what is left of a sync after its end changes nothing', async t => {
  const { platform, page, batch, syncContext, state } = await setup(t);
  await SYNC_HANDLERS.sync(await page(1), syncContext);
  for (const number of [0, 1, 2]) await SYNC_HANDLERS.refresh(await batch(number), syncContext);
  await SYNC_HANDLERS.sync(await page(2), syncContext);
  await syncContext.syncs.noteEnd((await page(2)).data);
  const [end, asked] = [await state(), platform.calls.paths];
  t.match(end, { finishedAt: Date });
  await SYNC_HANDLERS.refresh(await batch(0), syncContext);
  await SYNC_HANDLERS.sync(await page(2), syncContext);
  t.strictSame(await state(), end);
  t.strictSame(platform.calls.paths, asked);
});
