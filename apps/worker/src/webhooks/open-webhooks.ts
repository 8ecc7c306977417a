import { wantsPush } from '@wechat-pipeline/accounts';
import { openWebhookStates, PATIENCE } from '@wechat-pipeline/webhooks';
import type { WorkerMetrics } from '../metrics.js';
import type { Destination, Destinations } from '../pass-on.js';
import { type AccountWebhook, keyOf, labelOf, queueNameOf } from './account-webhook.js';
import { type EndpointOptions, type RunningEndpoint, runEndpoint } from './run-endpoint.js';
import { createWebhookMetrics } from './webhook-metrics.js';

export interface WebhooksOptions extends Omit<EndpointOptions, 'states' | 'patience' | 'onDelivery'> {
  readonly metrics: Pick<WorkerMetrics, 'registry' | 'queues'>;
  readonly patience?: EndpointOptions['patience'];
}

/** The endpoints of all accounts, at work. */
export interface Webhooks {
  /**
   * From now on these are served: new ones are opened, changed ones opened anew, others closed; deliveries to those wait.
   * Resolves when what was under way to any that was closed has ended.
   */
  serve(webhooks: readonly AccountWebhook[]): Promise<void>;
  readonly destinations: Destinations;
  /** Delivers no more and resolves when what is under way has ended; with `force` at once. Pushes are still taken. */
  stop(force: boolean): Promise<void>;
  /** Takes no more pushes. */
  close(): Promise<void>;
}

interface Served extends RunningEndpoint {
  readonly webhook: AccountWebhook;
}

export function openWebhooks({ metrics, patience = PATIENCE, ...options }: WebhooksOptions): Webhooks {
  const states = openWebhookStates(options.redis, options.prefix, patience);
  const { delivered } = createWebhookMetrics(metrics.registry, async () => {
    const all = [...served.values()].map(async ({ webhook }): Promise<[string, boolean]> => {
      const { goneAt, pausedUntil } = await states.read(keyOf(webhook));
      return [
        labelOf(webhook),
        goneAt !== undefined || (pausedUntil !== undefined && pausedUntil.getTime() > Date.now()),
      ];
    });
    return new Map(await Promise.all(all));
  });
  let served = new Map<string, Served>();
  let destinations = new Map<string, Destination[]>();
  const ending = new Set<Promise<void>>();
  let stopped: Promise<unknown> | undefined;

  function open(webhook: AccountWebhook): Served {
    const running = runEndpoint(webhook, { ...options, states, patience, onDelivery: delivered });
    metrics.queues.add(running.queue);
    return { ...running, webhook };
  }

  function end({ queue, stop }: RunningEndpoint): void {
    metrics.queues.delete(queue);
    const ended = stop(false)
      .then(() => queue.close())
      .catch(err => options.log.error({ err, queue: queue.name }, 'endpoint not closed in order'))
      .finally(() => ending.delete(ended));
    ending.add(ended);
  }

  return {
    async serve(webhooks) {
      if (stopped) return;
      const next = new Map<string, Served>();
      for (const webhook of webhooks) {
        const name = queueNameOf(webhook);
        const before = served.get(name);
        next.set(name, before && isSame(before.webhook, webhook) ? before : open(webhook));
      }
      for (const [name, endpoint] of served) if (next.get(name) !== endpoint) end(endpoint);
      served = next;
      destinations = byAccount([...served.values()]);
      await Promise.all(ending);
    },
    destinations: appId => destinations.get(appId) ?? [],
    async stop(force) {
      stopped ??= Promise.all([...ending, ...[...served.values()].map(endpoint => endpoint.stop(force))]);
      await stopped;
    },
    async close() {
      await Promise.all([...served.values()].map(({ queue }) => queue.close()));
    },
  };
}

/** Asked for with every job, of as many accounts as there are. */
function byAccount(endpoints: readonly Served[]): Map<string, Destination[]> {
  const destinations = new Map<string, Destination[]>();
  for (const { queue, webhook } of endpoints) {
    const { appId } = webhook.account;
    const destination: Destination = { queue, wants: push => wantsPush(webhook.webhook, push) };
    destinations.set(appId, [...(destinations.get(appId) ?? []), destination]);
  }
  return destinations;
}

function isSame(one: AccountWebhook, other: AccountWebhook): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
