import type { ForwardKind, JobKind, SyncKind } from '@wechat-pipeline/jobs';
import type { ApiCall } from '@wechat-pipeline/wechat-core';
import type { Queue } from 'bullmq';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { createInFlightMetrics, type InFlightMetrics } from './in-flight-metrics.js';

/** How the work on a job ended. */
export type Outcome = 'done' | 'split' | 'waiting' | 'retried' | 'failed';

/** The queues that workers work on. */
export type WorkKind = JobKind | SyncKind | ForwardKind;

export interface WorkerMetrics {
  readonly registry: Registry;
  /** Those whose jobs are counted. */
  readonly queues: Set<Queue>;
  readonly inFlight: InFlightMetrics;
  processed(kind: WorkKind, outcome: Outcome, milliseconds: number): void;
  waited(kind: WorkKind, milliseconds: number): void;
  called(call: ApiCall): void;
  refreshed(result: 'refreshed' | 'forced' | 'failed'): void;
  alarmed(errcode: number): void;
}

const SECONDS_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300];

export function createWorkerMetrics(queues: Readonly<Record<string, Queue>>): WorkerMetrics {
  const registry = new Registry();
  const registers = [registry];
  const counted = new Set<Queue>(Object.values(queues));
  collectDefaultMetrics({ register: registry });
  const jobs = new Counter({
    name: 'wechat_jobs_processed_total',
    help: 'Jobs worked on, by kind and how that ended.',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const duration = new Histogram({
    name: 'wechat_job_duration_seconds',
    help: 'Time that the work on a job took.',
    labelNames: ['kind'],
    buckets: SECONDS_BUCKETS,
    registers,
  });
  const wait = new Histogram({
    name: 'wechat_job_wait_seconds',
    help: 'Time from a job’s being put into its queue to the work on it.',
    labelNames: ['kind'],
    buckets: SECONDS_BUCKETS,
    registers,
  });
  const calls = new Counter({
    name: 'wechat_api_requests_total',
    help: 'Calls of the server API, by path and errcode (0: success) or why there was no answer.',
    labelNames: ['path', 'errcode'],
    registers,
  });
  const callDuration = new Histogram({
    name: 'wechat_api_duration_seconds',
    help: 'Time that a call of the server API took.',
    labelNames: ['path'],
    buckets: SECONDS_BUCKETS,
    registers,
  });
  const refreshes = new Counter({
    name: 'wechat_token_refresh_total',
    help: 'Refreshes of the access token by this process.',
    labelNames: ['result'],
    registers,
  });
  const alarms = new Counter({
    name: 'wechat_alarms_total',
    help: 'Calls that the platform refused for a reason that only a person can mend, by errcode.',
    labelNames: ['errcode'],
    registers,
  });
  new Gauge({
    name: 'wechat_queue_jobs',
    help: 'Jobs by queue and state; every worker tells the same.',
    labelNames: ['queue', 'state'],
    registers,
    async collect() {
      const states = ['waiting', 'active', 'delayed', 'failed'] as const;
      const all = await Promise.all(
        [...counted].map(async queue => [queue.name, await queue.getJobCounts(...states)] as const),
      );
      this.reset();
      for (const [queue, counts] of all) {
        for (const [state, count] of Object.entries(counts)) this.set({ queue, state }, count);
      }
    },
  });
  return {
    registry,
    queues: counted,
    inFlight: createInFlightMetrics(registry),
    processed(kind, outcome, milliseconds) {
      jobs.inc({ kind, outcome });
      duration.observe({ kind }, milliseconds / 1_000);
    },
    waited: (kind, milliseconds) => wait.observe({ kind }, milliseconds / 1_000),
    called({ path, result, milliseconds }) {
      calls.inc({ path, errcode: String(result) });
      callDuration.observe({ path }, milliseconds / 1_000);
    },
    refreshed: result => refreshes.inc({ result }),
    alarmed: errcode => alarms.inc({ errcode: String(errcode) }),
  };
}
