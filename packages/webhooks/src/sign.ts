import { Webhook } from 'standardwebhooks';

/** What is delivered: one push to one endpoint. */
export interface Delivery {
  /** The same in every attempt, replay and redelivery: what tells the endpoint that it has had this before. */
  readonly id: string;
  /** JSON */
  readonly body: string;
}

/**
 * The headers that prove to the endpoint who sent a delivery, and when.
 *
 * @param secrets the new one first, while it is being changed: each signs, and the endpoint may know either
 * @see https://github.com/standard-webhooks/standard-webhooks
 */
export function signatureHeaders({ id, body }: Delivery, secrets: readonly string[], at: Date): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': secrets.map(secret => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}
