import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** `gone`: it was not sent, since the endpoint is gone. */
export type DeliveryResult = 'delivered' | 'failed' | 'gone';

export interface WebhookMetrics {
  delivered(endpoint: string, result: DeliveryResult, milliseconds: number): void;
}

const SECONDS_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];

/** @param paused the label of every endpoint, and whether it is paused, or gone */
export function createWebhookMetrics(
  registry: Registry,
  paused: () => Promise<ReadonlyMap<string, boolean>>,
): WebhookMetrics {
  const registers = [registry];
  const deliveries = new Counter({
    name: 'wechat_webhook_deliveries_total',
    help: 'Attempts to deliver a push to an endpoint of the owner’s, by endpoint and how that ended.',
    labelNames: ['endpoint', 'result'],
    registers,
  });
  const duration = new Histogram({
    name: 'wechat_webhook_delivery_duration_seconds',
    help: 'Time that an exchange with an endpoint took.',
    labelNames: ['endpoint'],
    buckets: SECONDS_BUCKETS,
    registers,
  });
  new Gauge({
    name: 'wechat_webhook_paused',
    help: 'Whether an endpoint is paused, or gone (1); every worker tells the same.',
    labelNames: ['endpoint'],
    registers,
    async collect() {
      const all = await paused();
      this.reset();
      for (const [endpoint, isPaused] of all) this.set({ endpoint }, Number(isPaused));
    },
  });
  return {
    delivered(endpoint, result, milliseconds) {
      deliveries.inc({ endpoint, result });
      if (result !== 'gone') duration.observe({ endpoint }, milliseconds / 1_000);
    },
  };
}
