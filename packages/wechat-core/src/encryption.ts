import {
  type Cipher,
  createCipheriv,
  createDecipheriv,
  type Decipher,
  randomFillSync,
  timingSafeEqual,
} from 'node:crypto';
import { UnverifiedPushError, WechatError } from './errors.js';

/**
 * The encryption of compatibility and security mode: AES-256-CBC over
 *
 *   random (16 bytes) ‖ length of the message (4 bytes, big-endian) ‖ message (UTF-8) ‖ AppID ‖ padding
 *
 * The padding is that of PKCS#7, but to blocks of 32 bytes, so OpenSSL's own must not cut it off.
 *
 * @see https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/Technical_Plan.html
 */
export interface AesKey {
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
}

const CIPHER = 'aes-256-cbc';
const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;
const BLOCK_BYTES = 32;

/** Reads an EncodingAESKey: 43 letters and digits, which are 32 bytes in Base64 without its last `=`. */
export function parseEncodingAesKey(encodingAesKey: string): AesKey {
  if (!/^[A-Za-z0-9]{43}$/.test(encodingAesKey)) {
    throw new WechatError(
      'aes_key_malformed',
      'expected an EncodingAESKey of 43 letters and digits, got something else',
    );
  }
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  return { key, iv: key.subarray(0, 16) };
}

/**
 * Encrypts a reply; the result is in Base64.
 *
 * @param random 16 bytes; others only to make known vectors again
 */
export function encrypt(
  message: string,
  { key, iv }: AesKey,
  appId: string,
  random: Uint8Array = randomPrefix(),
): string {
  const messageBytes = Buffer.byteLength(message);
  const start = RANDOM_BYTES + LENGTH_BYTES;
  const end = start + messageBytes + Buffer.byteLength(appId);
  const padding = BLOCK_BYTES - (end % BLOCK_BYTES);
  const plain = Buffer.allocUnsafe(end + padding);
  plain.set(random);
  plain.writeUInt32BE(messageBytes, RANDOM_BYTES);
  plain.write(message, start);
  plain.write(appId, start + messageBytes);
  plain.fill(padding, end);
  return withoutOwnPadding(createCipheriv(CIPHER, key, iv))
    .update(plain)
    .toString('base64');
}

const RANDOM_POOL = Buffer.allocUnsafe(RANDOM_BYTES * 256);
let randomUsed = RANDOM_POOL.length;

/** Asking for random bytes takes as long as encrypting a reply, so they are asked for in advance. None is used twice. */
function randomPrefix(): Buffer {
  if (randomUsed === RANDOM_POOL.length) {
    randomFillSync(RANDOM_POOL);
    randomUsed = 0;
  }
  randomUsed += RANDOM_BYTES;
  return RANDOM_POOL.subarray(randomUsed - RANDOM_BYTES, randomUsed);
}

/**
 * Decrypts what `Encrypt` holds, in Base64, after its signature has been checked.
 *
 * @throws UnverifiedPushError `decryption_failed`, whatever is wrong inside: another key, another AppID, a byte changed
 */
export function decrypt(encrypted: string, aesKey: AesKey, appId: string): string {
  const plain = decipher(encrypted, aesKey);
  const message = plain && messageOf(plain, Buffer.from(appId));
  if (message === undefined) {
    throw new UnverifiedPushError(
      'decryption_failed',
      'the push cannot be decrypted: are EncodingAESKey and AppID those in WeChat’s console?',
    );
  }
  return message.toString();
}

function decipher(encrypted: string, { key, iv }: AesKey): Buffer | undefined {
  const bytes = Buffer.from(encrypted, 'base64');
  // What is no Base64, Buffer passes over.
  if (bytes.toString('base64') !== encrypted || bytes.length % BLOCK_BYTES !== 0) return undefined;
  return withoutPadding(withoutOwnPadding(createDecipheriv(CIPHER, key, iv)).update(bytes));
}

/** Of whole blocks, `update` then returns all and leaves nothing to `final`. */
function withoutOwnPadding<T extends Cipher | Decipher>(cipher: T): T {
  cipher.setAutoPadding(false);
  return cipher;
}

function withoutPadding(padded: Buffer): Buffer | undefined {
  const padding = padded.at(-1) ?? 0;
  if (padding < 1 || padding > BLOCK_BYTES || padding > padded.length) return undefined;
  const end = padded.length - padding;
  return padded.subarray(end).every(byte => byte === padding) ? padded.subarray(0, end) : undefined;
}

function messageOf(plain: Buffer, appId: Buffer): Buffer | undefined {
  const start = RANDOM_BYTES + LENGTH_BYTES;
  if (plain.length < start) return undefined;
  const end = start + plain.readUInt32BE(RANDOM_BYTES);
  const receiver = plain.subarray(end);
  const isOurs = receiver.length === appId.length && timingSafeEqual(receiver, appId);
  return end <= plain.length && isOurs ? plain.subarray(start, end) : undefined;
}
