import type { Webhook, WebhookSecrets } from '@wechat-pipeline/accounts';
import { type BodyAccount, type WebhookKey, webhookQueueName } from '@wechat-pipeline/webhooks';

/** An endpoint of an account, as the account file has it. */
export interface AccountWebhook {
  readonly account: BodyAccount;
  readonly webhook: Webhook;
  /** One, or the new one, a comma and the old one. */
  readonly secret: string;
}

export function accountWebhooks(
  account: BodyAccount,
  webhooks: readonly Webhook[] = [],
  secrets: WebhookSecrets,
): readonly AccountWebhook[] {
  return webhooks.map(webhook => ({ account, webhook, secret: secrets[webhook.name]! }));
}

export function keyOf({ account: { appId }, webhook: { name } }: AccountWebhook): WebhookKey {
  return { appId, name };
}

export function queueNameOf(webhook: AccountWebhook): string {
  return webhookQueueName(keyOf(webhook));
}

/** In logs and metrics: `crm` is an endpoint of the environment's account, `shop/crm` one of the shop's. */
export function labelOf({ account, webhook }: AccountWebhook): string {
  return account.name ? `${account.name}/${webhook.name}` : webhook.name;
}
