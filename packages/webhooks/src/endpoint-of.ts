import type { Webhook } from '@wechat-pipeline/accounts';
import type { Endpoint } from './sender.js';

/** @param secret as it is read: one, or the new one, a comma and the old one */
export function endpointOf(
  { url, timeoutSeconds = 10, allowPrivateAddresses = false }: Webhook,
  secret: string,
): Endpoint {
  return { url, secrets: secret.split(','), timeoutSeconds, allowPrivateAddresses };
}
