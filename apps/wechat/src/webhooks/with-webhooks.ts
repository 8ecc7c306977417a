import { openWebhookQueue, openWebhookStates, PATIENCE, type WebhookStates } from '@wechat-pipeline/webhooks';
import { connectRedis } from '../connect-redis.js';
import { readNamedQueueEnv, readWebhookEnv } from '../env.js';
import { type AccountWebhooks, accountWebhooks, noSuchWebhook } from './account-webhooks.js';

type WebhookQueue = ReturnType<typeof openWebhookQueue>;

export interface OpenedWebhooks extends AccountWebhooks {
  readonly states: WebhookStates;
  /** The names of those that the account has, and of those that it has had. */
  readonly names: readonly string[];
  /** Throws a Failure if there has never been such a webhook. */
  queue(name: string): WebhookQueue;
}

/**
 * Does something with an account's webhooks, whose state and deliveries are in Redis.
 *
 * @param account in the account file; without one it is the environment's
 */
export async function withWebhooks<T>(
  account: string | undefined,
  work: (webhooks: OpenedWebhooks) => Promise<T>,
): Promise<T> {
  const { REDIS_URL, QUEUE_PREFIX } = account === undefined ? readWebhookEnv() : readNamedQueueEnv();
  const found = accountWebhooks(account);
  const { appId } = found.account;
  const redis = await connectRedis(REDIS_URL);
  const queues = new Map<string, WebhookQueue>();
  try {
    const states = openWebhookStates(redis, QUEUE_PREFIX, PATIENCE);
    const names = [...new Set([...found.webhooks.map(({ name }) => name), ...(await states.registered(appId))])];
    return await work({
      ...found,
      states,
      names,
      queue(name) {
        if (!names.includes(name)) throw noSuchWebhook(name, names);
        const queue =
          queues.get(name) ??
          openWebhookQueue(redis, QUEUE_PREFIX, { appId, name }, () => {
            // Whoever asks it something is told.
          });
        queues.set(name, queue);
        return queue;
      },
    });
  } finally {
    await Promise.all([...queues.values()].map(queue => queue.close()));
    redis.disconnect();
  }
}
