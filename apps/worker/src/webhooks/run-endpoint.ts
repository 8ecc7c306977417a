import { setTimeout as pause } from 'node:timers/promises';
import type { ProfileStore } from '@wechat-pipeline/follower-store';
import { backoffMilliseconds, type ReceivedPush } from '@wechat-pipeline/jobs';
import type { Log } from '@wechat-pipeline/service';
import {
  endpointOf,
  openSender,
  openWebhookQueue,
  type Patience,
  retryPause,
  WEBHOOK_BACKOFF,
  type WebhookStates,
} from '@wechat-pipeline/webhooks';
import { type Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { LOCK_OPTIONS } from '../lock-options.js';
import { type AccountWebhook, keyOf, labelOf } from './account-webhook.js';
import { deliver, retryAfterOf } from './deliver.js';
import type { DeliveryResult } from './webhook-metrics.js';

export interface EndpointOptions {
  /** Waits for Redis as long as it takes (`maxRetriesPerRequest: null`). */
  readonly connection: Redis;
  /** Its commands end. */
  readonly redis: Redis;
  readonly prefix: string;
  readonly profiles: Pick<ProfileStore, 'findFollower'>;
  readonly states: WebhookStates;
  readonly patience: Patience;
  readonly log: Log;
  readonly onDelivery: (endpoint: string, result: DeliveryResult, milliseconds: number) => void;
}

export interface RunningEndpoint {
  readonly queue: Queue<ReceivedPush>;
  /** Takes no more deliveries and resolves when those in hand have ended; with `force` at once. */
  stop(force: boolean): Promise<void>;
}

/** BullMQ pauses only what has a limit: so many a second are never reached. */
const LIMITER = { max: 1_000_000, duration: 1_000 };
/** How soon it is noticed that a pause was ended before its time. */
const LOOK_MILLISECONDS = 2_000;

/** Starts delivering to an endpoint what waits in its queue. */
export function runEndpoint(webhook: AccountWebhook, options: EndpointOptions): RunningEndpoint {
  const { connection, redis, prefix, profiles, states, patience, log, onDelivery } = options;
  const { concurrency = 4 } = webhook.webhook;
  const endpoint = labelOf(webhook);
  const queue = openWebhookQueue(redis, prefix, keyOf(webhook), err => log.debug({ err, endpoint }, 'queue'));
  const sender = openSender(endpointOf(webhook.webhook, webhook.secret), { connections: concurrency });
  const context = {
    webhook,
    queue,
    sender,
    states,
    profiles,
    log,
    onDelivery: (result: DeliveryResult, milliseconds: number) => onDelivery(endpoint, result, milliseconds),
  };
  const worker = new Worker<ReceivedPush, void>(queue.name, (job, token) => deliver(job, token, context), {
    connection,
    prefix,
    concurrency,
    autorun: false,
    ...LOCK_OPTIONS,
    limiter: LIMITER,
    maximumRateLimitDelay: LOOK_MILLISECONDS,
    settings: {
      backoffStrategy: (attempt, type, error) =>
        type === WEBHOOK_BACKOFF ? retryPause(attempt, patience, error && retryAfterOf(error)) : 0,
    },
  });
  worker.on('error', err => log.debug({ err, endpoint }, 'worker'));
  worker.on('failed', (job, error) => {
    if (job?.finishedOn) log.error({ endpoint, delivery: job.id, reason: error.message }, 'delivery failed for good');
  });
  const stopping = new AbortController();
  const started = start();

  /** The endpoint's concurrency is that of all workers together. Redis may be away when it is told. */
  async function start(): Promise<void> {
    for (let attempt = 1; !stopping.signal.aborted; attempt += 1) {
      try {
        await states.register(keyOf(webhook));
        await queue.setGlobalConcurrency(concurrency);
        void worker.run().catch(err => log.error({ err, endpoint }, 'delivering ended'));
        return;
      } catch (err) {
        log.debug({ err, endpoint }, 'Redis does not take the endpoint’s settings yet');
        await pause(backoffMilliseconds(attempt, 500), undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  }

  return {
    queue,
    async stop(force) {
      stopping.abort();
      await started;
      await worker.close(force);
      await (force ? sender.destroy() : sender.close());
    },
  };
}
