import type { Handlers as OwnersHandlers } from '@wechat-pipeline/handlers/folder';
import {
  closeQueues,
  FORWARD_KINDS,
  type ForwardQueues,
  JOB_KINDS,
  type JobData,
  type JobKind,
  openForwardQueues,
  openQueues,
  openSyncQueues,
  openSyncStore,
  type Queues,
  SYNC_KINDS,
  type SyncQueues,
  type SyncStore,
} from '@wechat-pipeline/jobs';
import type { Teardown } from '@wechat-pipeline/local-servers';
import type { PlatformOptions } from '@wechat-pipeline/played-wechat';
import { createLog } from '@wechat-pipeline/service';
import { type Job, type Queue, QueueEvents } from 'bullmq';
import { Redis } from 'ioredis';
import { alarmOn } from '../src/alarm.js';
import { HANDLERS } from '../src/handlers/index.js';
import { openInquiries } from '../src/inquiry.js';
import { createWorkerMetrics, type WorkerMetrics } from '../src/metrics.js';
import type { Destination } from '../src/pass-on.js';
import type { JobContext } from '../src/process-job.js';
import { SYNC_HANDLERS } from '../src/sync/index.js';
import { startWorker } from '../src/worker.js';
import { type Account, startAccount } from './start-account.js';

export interface Working extends Account {
  readonly queues: Queues;
  readonly syncQueues: SyncQueues;
  readonly forwardQueues: ForwardQueues;
  readonly syncs: SyncStore;
  /** What the worker’s own handlers are given. */
  readonly context: JobContext;
  readonly metrics: WorkerMetrics;
  readonly logged: readonly string[];
  /** Looks again whenever something has happened in a queue, until there is something to be seen. */
  until<T>(look: () => Promise<T | undefined>): Promise<T>;
  /** Resolves when nothing waits, is worked on, or waits for its next attempt, but for what waits in that queue. */
  idle(but?: string): Promise<void>;
  /** Resolves when a job of that queue waits for its time to come. */
  delayed(kind: JobKind): Promise<Job<JobData>>;
  failed(kind: JobKind): Promise<readonly Job<JobData>[]>;
  /** Resolves when a job is done, has failed for good, or waits for its time to come. */
  settled(job: Job<JobData>): Promise<'completed' | 'failed' | 'delayed'>;
}

/** A worker at work on an account of its own. */
export async function startWorking(
  t: Teardown,
  {
    wants,
    ownersHandlers = new Map(),
    concurrency = 4,
    ...options
  }: Partial<PlatformOptions> & {
    readonly wants?: Destination['wants'];
    readonly ownersHandlers?: OwnersHandlers;
    readonly concurrency?: number;
  } = {},
): Promise<Working> {
  const logged: string[] = [];
  const log = createLog('worker', 'info', { write: line => void logged.push(line) });
  const account = await startAccount(t, { ...options, onRefused: error => alarm(error) });
  const { redis, prefix } = account;
  const queues = openQueues(redis, prefix, () => {});
  const syncQueues = openSyncQueues(redis, prefix, () => {});
  const syncs = openSyncStore(redis, prefix);
  const forwardQueues = openForwardQueues(redis, prefix, () => {});
  const allQueues = { ...queues, ...syncQueues, ...forwardQueues };
  const metrics = createWorkerMetrics(allQueues);
  const alarm = alarmOn(log, metrics);
  const { host = '127.0.0.1', port = 6379 } = redis.options;
  const connection = new Redis({ host, port, maxRetriesPerRequest: null });
  const context: JobContext = {
    ...account,
    inquiryOf: openInquiries(metrics.inFlight),
    queues,
    destinations: () => (wants ? [{ queue: forwardQueues.handler, wants }] : []),
    syncs,
    syncQueues,
    log,
  };
  const worker = startWorker({
    handlers: HANDLERS,
    syncHandlers: SYNC_HANDLERS,
    ownersHandlers,
    context,
    connection,
    concurrency,
    metrics,
  });
  const events = [...JOB_KINDS, ...SYNC_KINDS, ...FORWARD_KINDS].map(
    // From the first on: what happens before this is connected has happened, too.
    kind => new QueueEvents(kind, { connection: { host, port }, prefix, lastEventId: '0' }),
  );
  t.teardown(async () => {
    await worker.close(false);
    await Promise.all(events.map(event => event.close()));
    await closeQueues(allQueues);
    connection.disconnect();
  });

  const awaiting = new Set<() => void>();
  for (const event of events) {
    for (const name of HAPPENINGS) {
      event.on(name, () => {
        for (const wake of awaiting) wake();
        awaiting.clear();
      });
    }
  }
  async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
    for (;;) {
      const happened = new Promise<void>(resolve => awaiting.add(resolve));
      const found = await look();
      if (found !== undefined) return found;
      await happened;
    }
  }
  return {
    ...account,
    queues,
    syncQueues,
    forwardQueues,
    syncs,
    context,
    metrics,
    logged,
    until,
    async idle(but) {
      await until(async () => {
        const counts = await Promise.all(
          Object.values<Queue>(allQueues)
            .filter(({ name }) => name !== but)
            .map(queue => queue.getJobCountByTypes('waiting', 'active', 'delayed')),
        );
        return counts.every(count => count === 0) || undefined;
      });
    },
    delayed: kind => until(async () => (await queues[kind].getDelayed())[0]),
    failed: kind => queues[kind].getFailed(),
    settled: job =>
      until(async () => {
        const state = await job.getState();
        return state === 'completed' || state === 'failed' || state === 'delayed' ? state : undefined;
      }),
  };
}

const HAPPENINGS = ['completed', 'failed', 'delayed', 'waiting', 'active'] as const;
