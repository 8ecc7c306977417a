import { enqueueBatches } from '@wechat-pipeline/jobs';
import { orRedisAway } from '@wechat-pipeline/service';
import { listPage } from './list-page.js';
import type { SyncHandler } from './sync-handler.js';

/** A page of the follower list: all who are on it are put into the queue of those who are to be asked for. */
export const sync: SyncHandler<'sync'> = async (job, { api, syncs, syncQueues }) => {
  const { data } = job;
  const state = await syncs.read(data.appId);
  if (state?.id !== data.sync || state.finishedAt) return;
  const isDone = state.page > data.page || (state.page === data.page && state.pending === 0);
  if (isDone) return;
  const listing = data.listing ?? (await listPage(api, state));
  if (!listing) return syncs.noteEnd(data);
  // First of all: whoever has to do this again makes the same batches, though the list may be another one by then.
  if (!data.listing) await orRedisAway(job.updateData({ ...data, listing }));
  await syncs.notePage(data, listing);
  await enqueueBatches(syncQueues, data, listing);
};
