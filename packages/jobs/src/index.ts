export {
  addOnce,
  FORWARD_KINDS,
  type ForwardJobs,
  type ForwardKind,
  type ForwardQueues,
  openForwardQueues,
} from './forward-queues.js';
export { BACKOFF, backoffMilliseconds, JOB_OPTIONS } from './job-options.js';
export {
  isPushForJob,
  JOB_KINDS,
  type JobData,
  type JobKind,
  type JobPush,
  MAX_PUSHES_A_JOB,
  type PushForJob,
} from './kinds.js';
export { type Correction, type NoteReceptions, openReceptionNotes, type Reception } from './note-receptions.js';
export { openQueue, type QueueOptions } from './open-queue.js';
export { closeQueues, enqueue, enqueueAlone, openQueues, type Queues } from './queues.js';
export { jobPush, type ReceivedPush, receivedPush } from './received-push.js';
export { retryFailed } from './retry-failed.js';
export { type StartedSync, startSync } from './start-sync.js';
export {
  type PartOfSync,
  SYNC_KINDS,
  type SyncBatch,
  type SyncJobs,
  type SyncKind,
  type SyncPage,
} from './sync-jobs.js';
export { enqueueBatches, enqueuePage, openSyncQueues, type SyncQueues } from './sync-queues.js';
export { nextPage, type SyncState } from './sync-state.js';
export { openSyncStore, type SyncStore } from './sync-store.js';
