export { type BodyAccount, bodyOf, DELIVERY_BODY, type DeliveryBody, testBody, webhookJsonSchema } from './body.js';
export { DeliveryError, type DeliveryErrorCode } from './delivery-error.js';
export { endpointOf } from './endpoint-of.js';
export { PATIENCE, type Patience, retryPause } from './patience.js';
export { isPublicAddress } from './public-address.js';
export { type ReplayOptions, replayFailed } from './replay.js';
export { type Answer, type Endpoint, openSender, type Sender } from './sender.js';
export type { Delivery } from './sign.js';
export { openWebhookQueue, WEBHOOK_BACKOFF, type WebhookKey, webhookQueueName } from './webhook-queue.js';
export {
  type Admission,
  type Consequence,
  openWebhookStates,
  type WebhookState,
  type WebhookStates,
} from './webhook-states.js';
