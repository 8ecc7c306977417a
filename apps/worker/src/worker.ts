import {
  BACKOFF,
  backoffMilliseconds,
  enqueueAlone,
  JOB_KINDS,
  type JobData,
  type JobKind,
} from '@wechat-pipeline/jobs';
import { DelayedError, type Job, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Handler, Handlers } from './handlers/handler.js';
import type { Outcome, WorkerMetrics } from './metrics.js';
import { type JobContext, processJob, pushesOf } from './process-job.js';

export interface WorkerOptions {
  readonly handlers: Handlers;
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

/** Of a worker that died others take the jobs within the sum of these two. */
const LOCK_MILLISECONDS = 10_000;
const STALLED_CHECK_MILLISECONDS = 5_000;
/** A platform that is busy for a minute has not used up a job's attempts. */
const FIRST_PAUSE_MILLISECONDS = 4_000;
/** A job that is found without its worker more often than this probably killed it. */
const MAX_STALLED = 3;

/** Starts working on every queue. */
export function startWorker({ handlers, context, connection, concurrency, metrics }: WorkerOptions): RunningWorker {
  function work<K extends JobKind>(kind: K): Worker<JobData<K>, void> {
    const handler: Handler<K> = handlers[kind];
    const worker = new Worker<JobData<K>, void>(kind, (job, token) => measured(job, token), {
      connection,
      prefix: context.prefix,
      concurrency,
      lockDuration: LOCK_MILLISECONDS,
      stalledInterval: STALLED_CHECK_MILLISECONDS,
      maxStalledCount: MAX_STALLED,
      settings: {
        backoffStrategy: (attempt, type) =>
          type === BACKOFF ? backoffMilliseconds(attempt, FIRST_PAUSE_MILLISECONDS) : 0,
      },
    });
    worker.on('error', err => context.log.debug({ err, kind }, 'worker'));
    worker.on('failed', (job, err) => {
      if (!job?.finishedOn) return;
      const pushes = pushesOf(job);
      context.log.error({ err, kind, job: job.id, pushes: pushes.length }, 'job failed for good');
      if (pushes.length > 1) void takeApart(job);
    });

    /** For a job that we never saw, because it stalled too often: of its pushes perhaps only one kills workers. */
    async function takeApart(job: Job<JobData<K>>): Promise<void> {
      try {
        await enqueueAlone(context.queues, kind, pushesOf(job));
        await job.remove();
      } catch (err) {
        context.log.error({ err, kind, job: job.id }, 'failed job not taken apart; it stays in the failed set');
      }
    }

    async function measured(job: Job<JobData<K>>, token: string | undefined): Promise<void> {
      const begun = performance.now();
      metrics.waited(kind, Date.now() - job.timestamp);
      let outcome: Outcome = 'retried';
      try {
        outcome = await processJob(kind, handler, job, token, context);
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

  const workers = JOB_KINDS.map(kind => work(kind));

  return {
    async close(force) {
      await Promise.all(workers.map(worker => worker.close(force)));
    },
  };
}
