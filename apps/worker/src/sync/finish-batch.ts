import { enqueuePage, nextPage, type SyncBatch } from '@wechat-pipeline/jobs';
import type { JobContext } from '../process-job.js';

/** Notes that a batch is done; with the last one of its page, the next page is put into its queue. */
export async function finishBatch(
  batch: SyncBatch,
  counts: { readonly refreshed: number; readonly failed: number },
  { syncs, syncQueues }: Pick<JobContext, 'syncs' | 'syncQueues'>,
): Promise<void> {
  await syncs.noteBatch(batch, counts);
  const state = await syncs.read(batch.appId);
  const next = state && nextPage(batch.appId, state);
  if (next) await enqueuePage(syncQueues, next);
}
