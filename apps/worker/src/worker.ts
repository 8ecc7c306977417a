import { setMaxListeners } from 'node:events';
import type { Handlers as OwnersHandlers } from '@wechat-pipeline/handlers/folder';
import {
  BACKOFF,
  backoffMilliseconds,
  type ForwardJobs,
  JOB_KINDS,
  type JobData,
  type JobKind,
  type ReceivedPush,
  SYNC_KINDS,
  type SyncJobs,
  type SyncKind,
} from '@wechat-pipeline/jobs';
import { DelayedError, type Job, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Handler, Handlers } from './handlers/handler.js';
import { LOCK_OPTIONS } from './lock-options.js';
import type { Outcome, WorkerMetrics, WorkKind } from './metrics.js';
import { processForwardJob } from './process-forward-job.js';
import { processHandlerJob } from './process-handler-job.js';
import { giveUpJob, type JobContext, processJob } from './process-job.js';
import { giveUpSyncJob, processSyncJob } from './sync/process-sync-job.js';
import type { SyncHandler, SyncHandlers } from './sync/sync-handler.js';

export interface WorkerOptions {
  readonly handlers: Handlers;
  readonly syncHandlers: SyncHandlers;
  readonly ownersHandlers: OwnersHandlers;
  readonly context: JobContext;
  /** Waits for Redis as long as it takes (`maxRetriesPerRequest: null`). */
  readonly connection: Redis;
  /** Jobs of each kind in flight. */
  readonly concurrency: number;
  readonly metrics: WorkerMetrics;
}

export interface RunningWorker {
  /**
   * Takes no more jobs and resolves when those in hand are done; with `force` at once, for when Redis is away and none
   * can be finished. Another worker finds such jobs without their locks and does them again.
   */
  close(force: boolean): Promise<void>;
}

/** A platform that is busy for a minute has not used up a job's attempts. */
const FIRST_PAUSE_MILLISECONDS = 4_000;
/** A sync takes little of what the followers of this moment need, and one page at a time into memory. */
const MOST_AT_ONCE: Readonly<Record<SyncKind, number>> = { sync: 1, refresh: 8 };

/** How the jobs of one queue are worked on. */
interface Work<Data> {
  readonly concurrency: number;
  process(job: Job<Data>, token: string | undefined): Promise<Outcome>;
  /** What follows from a job’s having failed for good; it may be one that we never saw, because it stalled too often. */
  giveUp?(job: Job<Data>, error: Error): Promise<void>;
}

/** Starts working on every queue. */
export function startWorker(options: WorkerOptions): RunningWorker {
  const { handlers, syncHandlers, ownersHandlers, context, connection, concurrency, metrics } = options;

  function open<Data>(kind: WorkKind, work: Work<Data>): Worker<Data, void> {
    const worker = new Worker<Data, void>(kind, (job, token) => measured(job, token), {
      connection,
      prefix: context.prefix,
      concurrency: work.concurrency,
      ...LOCK_OPTIONS,
      settings: {
        backoffStrategy: (attempt, type) =>
          type === BACKOFF ? backoffMilliseconds(attempt, FIRST_PAUSE_MILLISECONDS) : 0,
      },
    });
    worker.on('error', err => context.log.debug({ err, kind }, 'worker'));
    worker.on('failed', (job, error) => {
      if (job?.finishedOn) void giveUp(job, error);
    });

    async function giveUp(job: Job<Data>, error: Error): Promise<void> {
      context.log.error({ err: error, kind, job: job.id }, 'job failed for good');
      try {
        await work.giveUp?.(job, error);
      } catch (err) {
        context.log.error(
          { err, kind, job: job.id },
          'what follows from a failed job not done; it stays in the failed set',
        );
      }
    }

    async function measured(job: Job<Data>, token: string | undefined): Promise<void> {
      const begun = performance.now();
      metrics.waited(kind, Date.now() - job.timestamp);
      let outcome: Outcome = 'retried';
      try {
        outcome = await work.process(job, token);
      } catch (error) {
        if (error instanceof DelayedError) outcome = 'waiting';
        else if ((error as Error).name === 'UnrecoverableError') outcome = 'failed';
        throw error;
      } finally {
        metrics.processed(kind, outcome, performance.now() - begun);
      }
    }
    return worker;
  }

  function workOnPushes<K extends JobKind>(kind: K): Worker<JobData<K>, void> {
    const handler: Handler<K> = handlers[kind];
    return open<JobData<K>>(kind, {
      concurrency,
      process: (job, token) => processJob(kind, handler, job, token, context),
      giveUp: job => giveUpJob(kind, job, context),
    });
  }

  function workOnSyncs<K extends SyncKind>(kind: K): Worker<SyncJobs[K], void> {
    const handler: SyncHandler<K> = syncHandlers[kind];
    return open<SyncJobs[K]>(kind, {
      concurrency: Math.min(concurrency, MOST_AT_ONCE[kind]),
      process: (job, token) => processSyncJob(kind, handler, job, token, context),
      giveUp: (job, error) => giveUpSyncJob(job, error, context),
    });
  }

  const stopping = new AbortController();
  // One listener of each handler that runs.
  setMaxListeners(0, stopping.signal);

  function workOnOwners(): Worker<ReceivedPush, void> {
    const options = { handlers: ownersHandlers, stopping: stopping.signal };
    return open<ReceivedPush>('handler', {
      concurrency,
      process: (job, token) => processHandlerJob(job, token, options, context),
    });
  }

  const workers = [
    ...JOB_KINDS.map(kind => workOnPushes(kind)),
    ...SYNC_KINDS.map(kind => workOnSyncs(kind)),
    open<ForwardJobs['forward']>('forward', {
      concurrency,
      process: (job, token) => processForwardJob(job, token, context),
    }),
    // Without any, what they are meant for waits for workers that have some.
    ...(ownersHandlers.size > 0 ? [workOnOwners()] : []),
  ];

  return {
    async close(force) {
      stopping.abort();
      await Promise.all(workers.map(worker => worker.close(force)));
    },
  };
}
