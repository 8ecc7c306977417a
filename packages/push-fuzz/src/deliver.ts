import type { Fields } from '@wechat-pipeline/played-wechat';
import { encrypt, type PushMode, type PushSecrets, parseEncodingAesKey, sign } from '@wechat-pipeline/wechat-core';
import { type PushFormat, SENT_AT, writeDocument } from './common-pushes.js';

export const TOKEN = 'T0kenOfTheFuzz';
export const APP_ID = 'wx0123456789abcdef';
export const AES_KEY = parseEncodingAesKey('abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG');
export const TIMESTAMP = String(SENT_AT);
/** In milliseconds since the epoch. */
export const NOW = SENT_AT * 1_000;

export const MODES: readonly PushMode[] = ['plaintext', 'compatibility', 'security'];

/** A push on its way to an account that takes its mode, and none weaker. */
export interface Delivery {
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: string;
  readonly secrets: PushSecrets;
}

/** How a document is delivered. */
export interface Envelope {
  readonly mode: PushMode;
  readonly format: PushFormat;
  readonly nonce: string;
  /** What compatibility mode shows besides; nobody vouches for it. */
  readonly plainCopy: Fields;
}

/** A document as the platform would deliver it. */
export function deliver(document: string, envelope: Envelope): Delivery {
  if (envelope.mode !== 'plaintext') return deliverEncrypted(seal(document, envelope), envelope);
  const query = { signature: sign(TOKEN, TIMESTAMP, envelope.nonce), timestamp: TIMESTAMP, nonce: envelope.nonce };
  return { query, body: document, secrets: secretsOf('plaintext') };
}

/** Encrypts a document, the same way each time, so that a push can be made again. */
export function seal(document: string, { nonce }: Envelope, { key = AES_KEY, appId = APP_ID } = {}): string {
  return encrypt(document, key, appId, Buffer.alloc(16, nonce));
}

/** What is encrypted already, in Base64, rightly signed. */
export function deliverEncrypted(encrypted: string, { mode, format, nonce, plainCopy }: Envelope): Delivery {
  const query = {
    signature: sign(TOKEN, TIMESTAMP, nonce),
    timestamp: TIMESTAMP,
    nonce,
    encrypt_type: 'aes',
    msg_signature: sign(TOKEN, TIMESTAMP, nonce, encrypted),
  };
  const plain = mode === 'compatibility' ? plainCopy : { ToUserName: plainCopy.ToUserName ?? '' };
  return { query, body: writeDocument({ ...plain, Encrypt: encrypted }, format), secrets: secretsOf(mode) };
}

function secretsOf(mode: PushMode): PushSecrets {
  const secrets = { tokens: [TOKEN], timestampToleranceSeconds: 300, mode };
  return mode === 'plaintext' ? secrets : { ...secrets, encryption: { appId: APP_ID, aesKeys: [AES_KEY] } };
}
