import { orRedisAway } from '@wechat-pipeline/service';
import type { OpenidPage } from '@wechat-pipeline/wechat-core';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { JOB_OPTIONS } from './job-options.js';
import { openQueue } from './open-queue.js';
import { retryFailed } from './retry-failed.js';
import { batchesOf, type PartOfSync, type SyncJobs } from './sync-jobs.js';

/** The queues of jobs that are parts of a sync. */
export type SyncQueues = { readonly [K in keyof SyncJobs]: Queue<SyncJobs[K]> };

/** Opens both queues for adding jobs. An `add` fails at once while Redis is away. */
export function openSyncQueues(redis: Redis, prefix: string, onError: (error: Error) => void): SyncQueues {
  // The state of the sync tells what was done; a page is too big to be kept as a trace.
  const options = { redis, prefix, onError, defaultJobOptions: { ...JOB_OPTIONS, removeOnComplete: true } };
  return { sync: openQueue('sync', options), refresh: openQueue('refresh', options) };
}

// A job's id is made of what it is about, so that putting it into its queue once more adds nothing while it is there.

/** Puts a page into its queue. Throws DependencyAwayError. */
export async function enqueuePage({ sync: queue }: SyncQueues, { appId, sync, page }: PartOfSync): Promise<void> {
  await orRedisAway(queue.add('sync', { appId, sync, page }, { jobId: pageJobId(sync, page) }));
}

/** Has a page tried again if it has failed for good. Throws DependencyAwayError. */
export async function retryPage({ sync: queue }: SyncQueues, { sync, page }: PartOfSync): Promise<void> {
  const job = await orRedisAway(queue.getJob(pageJobId(sync, page)));
  if (!job || !(await orRedisAway(job.isFailed()))) return;
  await retryFailed(job, { resetAttemptsMade: true });
}

/** Puts everybody on a page into the queue of those who are to be asked for. Throws DependencyAwayError. */
export async function enqueueBatches(
  { refresh: queue }: SyncQueues,
  { appId, sync, page }: PartOfSync,
  listing: OpenidPage,
): Promise<void> {
  const jobs = batchesOf(listing).map((openids, batch) => ({
    name: 'refresh',
    data: { appId, sync, page, batch, openids },
    opts: { jobId: `${pageJobId(sync, page)}-${batch}` },
  }));
  await orRedisAway(queue.addBulk(jobs));
}

function pageJobId(sync: string, page: number): string {
  return `${sync}-${page}`;
}
