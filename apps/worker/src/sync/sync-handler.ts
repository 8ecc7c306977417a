import type { SyncJobs, SyncKind } from '@wechat-pipeline/jobs';
import type { AccountApi } from '@wechat-pipeline/wechat-core';
import type { Job } from 'bullmq';
import type { JobContext } from '../process-job.js';

/** Works on a part of a sync. It may run twice for the same part, so whatever it does must bear repetition. */
export type SyncHandler<K extends SyncKind> = (job: Job<SyncJobs[K]>, context: SyncContext) => Promise<void>;

/** A kind without a handler does not compile. */
export type SyncHandlers = { readonly [K in SyncKind]: SyncHandler<K> };

export interface SyncContext extends JobContext {
  readonly api: AccountApi;
}
