import { WechatError } from './errors.js';
import type { PushSecrets } from './open-push.js';
import type { SignatureSecrets } from './verify-signature.js';

/** Looked at once, since they are given with every push. */
const VALIDATED = new WeakSet<SignatureSecrets>();
const MODES: readonly string[] = ['plaintext', 'compatibility', 'security'];

/**
 * Refuses secrets that would let anybody in: an empty token, a tolerance that is no number, an unknown mode. Types keep
 * them out of TypeScript; what comes from a configuration does not have their types.
 *
 * @throws WechatError `secrets_malformed`
 */
export function validateSecrets(secrets: SignatureSecrets & Partial<PushSecrets>): void {
  if (VALIDATED.has(secrets)) return;
  const { tokens, timestampToleranceSeconds: tolerance, mode, encryption } = secrets;
  const expect = (isAsExpected: boolean, what: string) => {
    if (!isAsExpected) throw new WechatError('secrets_malformed', `expected ${what}: check how the secrets are made`);
  };
  expect(Array.isArray(tokens) && tokens.length > 0 && tokens.every(isFilled), 'tokens to be one or more texts');
  expect(Number.isFinite(tolerance) && tolerance >= 0, 'timestampToleranceSeconds to be 0 or more');
  expect(mode === undefined || MODES.includes(mode), `mode to be one of ${MODES.join(', ')}`);
  if (mode === 'compatibility' || mode === 'security') expect(encryption !== undefined, `encryption for ${mode} mode`);
  if (encryption)
    expect(isFilled(encryption.appId) && encryption.aesKeys.length > 0, 'an AppID and one or more aesKeys');
  VALIDATED.add(secrets);
}

function isFilled(text: unknown): boolean {
  return typeof text === 'string' && text !== '';
}
