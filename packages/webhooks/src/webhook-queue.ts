import { openQueue, type ReceivedPush } from '@wechat-pipeline/jobs';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { PATIENCE } from './patience.js';

/** The name under which the worker knows how long to wait before the next attempt. */
export const WEBHOOK_BACKOFF = 'webhook';

/** Which endpoint: an account's, by its name. */
export interface WebhookKey {
  /** The account's. */
  readonly appId: string;
  readonly name: string;
}

/** An endpoint has a queue of its own, so that one that is slow holds up nobody else. An AppID has no hyphen. */
export function webhookQueueName({ appId, name }: WebhookKey): string {
  return `webhook-${appId}-${name}`;
}

const DAY_SECONDS = 86_400;
/** Of what an endpoint that is gone has not taken; it has to fit into Redis. */
const MOST_FAILED = 10_000;

/** Opens an endpoint's queue for adding deliveries. An `add` fails at once while Redis is away. */
export function openWebhookQueue(
  redis: Redis,
  prefix: string,
  key: WebhookKey,
  onError: (error: Error) => void,
): Queue<ReceivedPush> {
  return openQueue(webhookQueueName(key), {
    redis,
    prefix,
    onError,
    defaultJobOptions: {
      attempts: PATIENCE.retryPauses.length + 1,
      backoff: { type: WEBHOOK_BACKOFF },
      // What was delivered is the endpoint's, and a follower's data is in it.
      removeOnComplete: true,
      removeOnFail: { age: 30 * DAY_SECONDS, count: MOST_FAILED },
      stackTraceLimit: 1,
    },
  });
}
