import { createCipheriv } from 'node:crypto';
import { parseEncodingAesKey, sign } from '@wechat-pipeline/wechat-core';
import { SENT_AT } from './common-pushes.js';
import {
  AES_KEY,
  APP_ID,
  type Delivery,
  deliver,
  deliverEncrypted,
  type Envelope,
  seal,
  TIMESTAMP,
} from './deliver.js';
import type { Random } from './random.js';

/** Spoils the delivery of a document, so that it must be refused. Its name says what is wrong. */
type Tampering = (document: string, envelope: Envelope, random: Random) => Delivery;

/** What somebody who knows no secret may try, in every mode. */
const QUERY: readonly Tampering[] = [
  function anotherSignature(document, envelope, random) {
    return withSignature(deliver(document, envelope), signature =>
      otherCharacter(signature, '0123456789abcdef', random),
    );
  },
  function shorterSignature(document, envelope, random) {
    return withSignature(deliver(document, envelope), signature => signature.slice(0, random.below(signature.length)));
  },
  function longerSignature(document, envelope) {
    return withSignature(deliver(document, envelope), signature => `${signature}0`);
  },
  function signatureOfAnotherToken(document, envelope) {
    return withSignature(deliver(document, envelope), () => sign('T0kenOfAnother', TIMESTAMP, envelope.nonce));
  },
  function anotherTimestamp(document, envelope, random) {
    return withQuery(deliver(document, envelope), { timestamp: String(SENT_AT + 1 + random.below(300)) });
  },
  function anotherNonce(document, envelope, random) {
    return withQuery(deliver(document, envelope), { nonce: otherCharacter(envelope.nonce, '0123456789', random) });
  },
  function parameterMissing(document, envelope, random) {
    const delivery = deliver(document, envelope);
    const { [random.pick([covering(delivery), 'timestamp', 'nonce'])]: _, ...query } = delivery.query;
    return { ...delivery, query };
  },
  function parameterTwice(document, envelope, random) {
    const delivery = deliver(document, envelope);
    const name = random.pick(Object.keys(delivery.query));
    return withQuery(delivery, { [name]: [delivery.query[name], delivery.query[name]] });
  },
];

/** What they may try where pushes are encrypted. */
const ENCRYPTED: readonly Tampering[] = [
  function anotherCiphertext(document, envelope, random) {
    const encrypted = seal(document, envelope);
    const { query } = deliverEncrypted(encrypted, envelope);
    return { ...deliverEncrypted(otherCharacter(encrypted, BASE64, random), envelope), query };
  },
  function shorterCiphertext(document, envelope, random) {
    const encrypted = seal(document, envelope);
    const { query } = deliverEncrypted(encrypted, envelope);
    return { ...deliverEncrypted(encrypted.slice(0, random.below(encrypted.length)), envelope), query };
  },
  function ciphertextOfAnotherPush(document, envelope) {
    return { ...deliver(document, envelope), query: deliver(`${document} `, envelope).query };
  },
  function plaintextSignature(document, envelope) {
    const delivery = deliver(document, envelope);
    return withQuery(delivery, { msg_signature: delivery.query.signature });
  },
  function plaintextQuery(document, envelope) {
    const { encrypt_type: _, ...query } = deliver(document, envelope).query;
    return { ...deliver(document, envelope), query };
  },
  function plaintextPush(document, envelope) {
    const { query, body } = deliver(document, { ...envelope, mode: 'plaintext' });
    return { ...deliver(document, envelope), query, body };
  },
  function nothingEncrypted(document, envelope) {
    const delivery = deliver(document, envelope);
    return { ...delivery, body: document };
  },
];

/** What only the padding, the AppID or the key inside can tell, since the signature is right. */
const RESIGNED: readonly Tampering[] = [
  function anotherPadding(document, envelope, random) {
    return resealed(document, envelope, (plain, padding) => {
      plain[plain.length - 1 - random.below(padding)]! ^= 1 + random.below(255);
      return plain;
    });
  },
  function noPadding(document, envelope) {
    return resealed(document, envelope, (plain, padding) => plain.fill(0, plain.length - padding));
  },
  function tooMuchPadding(document, envelope, random) {
    const more = 32 * (1 + random.below(6));
    return resealed(document, envelope, (plain, padding) =>
      Buffer.concat([plain.subarray(0, -padding), Buffer.alloc(padding + more, padding + more)]),
    );
  },
  function anotherAppId(document, envelope, random) {
    return deliverEncrypted(seal(document, envelope, { appId: otherCharacter(APP_ID, BASE64, random) }), envelope);
  },
  function longerAppId(document, envelope) {
    return deliverEncrypted(seal(document, envelope, { appId: `${APP_ID}0` }), envelope);
  },
  function shorterAppId(document, envelope, random) {
    return deliverEncrypted(
      seal(document, envelope, { appId: APP_ID.slice(0, random.below(APP_ID.length)) }),
      envelope,
    );
  },
  function anotherLength(document, envelope, random) {
    return resealed(document, envelope, plain => {
      plain.writeUInt32BE((plain.readUInt32BE(16) ^ (1 << random.below(32))) >>> 0, 16);
      return plain;
    });
  },
  function anotherKey(document, envelope) {
    return deliverEncrypted(seal(document, envelope, { key: parseEncodingAesKey('A'.repeat(43)) }), envelope);
  },
  function blocksMissing(document, envelope, random) {
    const bytes = Buffer.from(seal(document, envelope), 'base64');
    return deliverEncrypted(bytes.subarray(0, 32 * random.below(bytes.length / 32)).toString('base64'), envelope);
  },
  function anotherLastBlock(document, envelope, random) {
    const bytes = Buffer.from(seal(document, envelope), 'base64');
    bytes[bytes.length - 1 - random.below(16)]! ^= 1 + random.below(255);
    return deliverEncrypted(bytes.toString('base64'), envelope);
  },
  function noBase64(document, envelope, random) {
    const encrypted = seal(document, envelope);
    const at = random.below(encrypted.length);
    return deliverEncrypted(
      `${encrypted.slice(0, at)}${random.pick([' ', '-', '_', '=', '.'])}${encrypted.slice(at)}`,
      envelope,
    );
  },
];

/** A push with something wrong that only its secrets tell, and what that is. */
export function tamper(document: string, envelope: Envelope, random: Random): { name: string; delivery: Delivery } {
  const all = envelope.mode === 'plaintext' ? QUERY : [...QUERY, ...ENCRYPTED, ...RESIGNED];
  const tampering = random.pick(all);
  return { name: tampering.name, delivery: tampering(document, envelope, random) };
}

/** Each has a name. */
export const TAMPERINGS: readonly string[] = [...QUERY, ...ENCRYPTED, ...RESIGNED].map(({ name }) => name);

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function withQuery(delivery: Delivery, query: Delivery['query']): Delivery {
  return { ...delivery, query: { ...delivery.query, ...query } };
}

function withSignature(delivery: Delivery, change: (signature: string) => string): Delivery {
  const name = covering(delivery);
  return withQuery(delivery, { [name]: change(String(delivery.query[name])) });
}

/** The signature that counts. */
function covering({ secrets }: Delivery): 'signature' | 'msg_signature' {
  return secrets.mode === 'plaintext' ? 'signature' : 'msg_signature';
}

function otherCharacter(text: string, alphabet: string, random: Random): string {
  const at = random.below(text.length);
  const others = [...alphabet].filter(character => character !== text[at]);
  return text.slice(0, at) + random.pick(others) + text.slice(at + 1);
}

/** Encrypted with something changed in the clear. */
function resealed(document: string, envelope: Envelope, change: (plain: Buffer, padding: number) => Buffer): Delivery {
  const message = Buffer.from(document);
  const head = Buffer.alloc(20, 'r');
  head.writeUInt32BE(message.length, 16);
  const content = Buffer.concat([head, message, Buffer.from(APP_ID)]);
  const padding = 32 - (content.length % 32);
  const plain = change(Buffer.concat([content, Buffer.alloc(padding, padding)]), padding);
  const cipher = createCipheriv('aes-256-cbc', AES_KEY.key, AES_KEY.iv).setAutoPadding(false);
  return deliverEncrypted(Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64'), envelope);
}
