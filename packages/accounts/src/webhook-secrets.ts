import { describeReference, readSecret, type SecretSources } from './read-secret.js';
import type { Webhook } from './webhook-spec.js';

const MEANING = 'whsec_ and base64 of 24 to 64 bytes; while it is being changed the new one, a comma and the old one';

/** By the webhook's name. */
export type WebhookSecrets = Readonly<Record<string, string>>;

/** The webhooks' secrets; `tell` hears of each that is not there, or is not what it should be. */
export function readWebhookSecrets(
  webhooks: readonly Webhook[],
  sources: SecretSources,
  tell: (index: number, message: string) => void,
): WebhookSecrets {
  const secrets: Record<string, string> = {};
  for (const [index, { name, secret }] of webhooks.entries()) {
    const value = readSecret(secret, sources);
    if (value !== undefined && areSecrets(value)) secrets[name] = value;
    else {
      const came = value === undefined ? 'nothing' : 'something else';
      tell(index, `expected ${describeReference(secret)} to hold ${MEANING}, got ${came}`);
    }
  }
  return secrets;
}

function areSecrets(value: string): boolean {
  const secrets = value.split(',');
  return secrets.length <= 2 && secrets.every(isSecret);
}

/** As Standard Webhooks has them. */
function isSecret(text: string): boolean {
  const [, base64] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
  if (base64 === undefined || base64.length % 4 !== 0) return false;
  const { length } = Buffer.from(base64, 'base64');
  return length >= 24 && length <= 64;
}
