import type { SyncBatch, SyncJobs, SyncKind } from '@wechat-pipeline/jobs';
import { type Job, UnrecoverableError } from 'bullmq';
import type { Outcome } from '../metrics.js';
import type { JobContext } from '../process-job.js';
import { settle } from '../settle.js';
import { verdictOn } from '../verdict.js';
import { absentApi } from '../worker-accounts.js';
import { finishBatch } from './finish-batch.js';
import type { SyncHandler } from './sync-handler.js';

/** Works one part of a sync off and tells how it ended; throws what BullMQ is to make of it. */
export async function processSyncJob<K extends SyncKind>(
  kind: K,
  handler: SyncHandler<K>,
  job: Job<SyncJobs[K]>,
  token: string | undefined,
  context: JobContext,
): Promise<Outcome> {
  if (!isPartOfSync(job.data)) {
    throw new UnrecoverableError('expected job data { appId, sync, page, … }, got something else');
  }
  const { appId } = job.data;
  try {
    await handler(job, { ...context, api: context.accounts.byAppId(appId) ?? absentApi(appId) });
    return 'done';
  } catch (error) {
    const verdict = verdictOn(error, job);
    context.log.warn({ err: error, kind, job: job.id, verdict }, 'job not done');
    if (verdict.outcome === 'wait') {
      const until = new Date(Date.now() + verdict.milliseconds);
      await context.syncs.noteWaiting(job.data, { until, reason: (error as Error).message });
    }
    return settle(verdict, error, job, token);
  }
}

/** A part has failed for good: without a batch the sync goes on, without a page it cannot. */
export async function giveUpSyncJob<K extends SyncKind>(
  { data }: Job<SyncJobs[K]>,
  error: Error,
  context: JobContext,
): Promise<void> {
  if (!isPartOfSync(data)) return;
  if (isBatch(data)) await finishBatch(data, { refreshed: 0, failed: data.openids.length }, context);
  else await context.syncs.noteFailure(data, error.message);
}

/** Somebody else may have put something else into the queue. */
function isPartOfSync(data: SyncJobs[SyncKind] | null): boolean {
  return typeof data?.appId === 'string' && typeof data.sync === 'string' && Number.isInteger(data.page);
}

function isBatch(data: SyncJobs[SyncKind]): data is SyncBatch {
  return 'openids' in data;
}
