import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { PushInQueue } from './intake.js';

/** What became of a request to WeChat's path. */
export type Outcome =
  | 'handshake'
  | 'replied'
  | 'enqueued'
  | 'acknowledged'
  | 'bad_signature'
  | 'bad_push'
  | 'too_large'
  | 'unsupported_type'
  | 'enqueue_error'
  | 'internal_error';

export interface IngressMetrics {
  readonly registry: Registry;
  /** @param milliseconds since its push was there; 0 if none was */
  requested(outcome: Outcome, milliseconds: number): void;
  enqueued(kind: PushInQueue['kind'], pushes: number, milliseconds: number): void;
}

/**
 * So many requests are counted at a time. One by one it costs a text as much as its parsing: what prom-client needs for it is
 * never in the processor's cache.
 */
const BATCH = 256;

const SECONDS_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export function createIngressMetrics(): IngressMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'wechat_ingress_requests_total',
    help: 'Requests to WeChat’s path, by what became of them.',
    labelNames: ['result'],
    registers,
    collect: handOver,
  });
  const duration = new Histogram({
    name: 'wechat_ingress_duration_seconds',
    help: 'Time from a push’s being there to its answer; WeChat waits 5 seconds.',
    buckets: SECONDS_BUCKETS,
    registers,
    collect: handOver,
  });
  const pushes = new Counter({
    name: 'wechat_enqueued_pushes_total',
    help: 'Pushes that Redis has taken, by kind.',
    labelNames: ['kind'],
    registers,
  });
  const enqueue = new Histogram({
    name: 'wechat_enqueue_duration_seconds',
    help: 'Time until Redis had a job.',
    buckets: SECONDS_BUCKETS,
    registers,
  });
  const outcomes: Outcome[] = [];
  const seconds: number[] = [];
  function handOver(): void {
    const counts = new Map<Outcome, number>();
    for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    for (const [result, count] of counts) requests.inc({ result }, count);
    for (const each of seconds) duration.observe(each);
    outcomes.length = 0;
    seconds.length = 0;
  }
  return {
    registry,
    requested(outcome, milliseconds) {
      outcomes.push(outcome);
      seconds.push(milliseconds / 1_000);
      if (outcomes.length === BATCH) handOver();
    },
    enqueued(kind, count, milliseconds) {
      pushes.inc({ kind }, count);
      enqueue.observe(milliseconds / 1_000);
    },
  };
}
