import { type Cipher, createCipheriv, createDecipheriv, type Decipher, randomFillSync } from 'node:crypto';
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
const IV_BYTES = 16;
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
  return { key, iv: key.subarray(0, IV_BYTES) };
}

/**
 * Encrypts a reply; the result is in Base64.
 *
 * @param random 16 bytes; others only to make known vectors again
 */
export function encrypt(message: string, aesKey: AesKey, appId: string, random: Uint8Array = randomPrefix()): string {
  const start = RANDOM_BYTES + LENGTH_BYTES;
  // Room for three bytes a character, the most that UTF-8 takes: counting them first takes as long as writing them.
  const plain = Buffer.allocUnsafe(start + 3 * (message.length + appId.length) + BLOCK_BYTES);
  plain.set(random);
  const messageBytes = plain.write(message, start);
  plain.writeUInt32BE(messageBytes, RANDOM_BYTES);
  const appIdEnd = start + messageBytes + plain.write(appId, start + messageBytes);
  const padding = BLOCK_BYTES - (appIdEnd % BLOCK_BYTES);
  plain.fill(padding, appIdEnd, appIdEnd + padding);
  return ciphersOf(aesKey)
    .encrypt(plain.subarray(0, appIdEnd + padding))
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

/** What `Encrypt` holds. */
export interface Decrypted {
  readonly message: string;
  /** The same in UTF-8, as it came. */
  readonly bytes: Uint8Array;
}

/**
 * Decrypts what `Encrypt` holds, in Base64, after its signature has been checked.
 *
 * @throws UnverifiedPushError `decryption_failed`, whatever is wrong inside: another key, another AppID, a byte changed
 */
export function decrypt(encrypted: string, aesKey: AesKey, appId: string): string {
  return decryptMessage(encrypted, aesKey, appId).message;
}

export function decryptMessage(encrypted: string, aesKey: AesKey, appId: string): Decrypted {
  const blocks = Buffer.from(encrypted, 'base64');
  // What is no Base64, Buffer passes over.
  const isWhole = blocks.length % BLOCK_BYTES === 0 && blocks.toString('base64') === encrypted;
  const bytes = isWhole ? messageOf(ciphersOf(aesKey).decrypt(blocks), appId) : undefined;
  if (bytes !== undefined) return { message: bytes.toString(), bytes };
  throw new UnverifiedPushError(
    'decryption_failed',
    'the push cannot be decrypted: are EncodingAESKey and AppID those in WeChat’s console?',
  );
}

function messageOf(plain: Buffer, appId: string): Buffer | undefined {
  const padding = paddingOf(plain);
  const start = RANDOM_BYTES + LENGTH_BYTES;
  const receiverEnd = plain.length - padding;
  if (padding === 0 || receiverEnd < start) return undefined;
  const end = start + plain.readUInt32BE(RANDOM_BYTES);
  const isOurs = end <= receiverEnd && plain.toString('latin1', end, receiverEnd) === appId;
  return isOurs ? plain.subarray(start, end) : undefined;
}

/** How many bytes of padding there are; 0 if it is none. */
function paddingOf(plain: Buffer): number {
  const padding = plain.at(-1) ?? 0;
  if (padding > BLOCK_BYTES || padding > plain.length) return 0;
  for (let index = plain.length - padding; index < plain.length; index += 1) if (plain[index] !== padding) return 0;
  return padding;
}

/** Each takes one message, of whole blocks. */
interface Ciphers {
  /** Overwrites the first block of what it is given. */
  encrypt(plain: Buffer): Buffer;
  /** The first block, which is random, comes out wrong. */
  decrypt(encrypted: Buffer): Buffer;
}

const CIPHERS = new WeakMap<AesKey, Ciphers>();

function ciphersOf(aesKey: AesKey): Ciphers {
  let ciphers = CIPHERS.get(aesKey);
  if (ciphers === undefined) {
    ciphers = createCiphers(aesKey);
    CIPHERS.set(aesKey, ciphers);
  }
  return ciphers;
}

/**
 * To make a cipher takes longer than to encrypt a push, so there is one for all that is encrypted, and one for all that is
 * decrypted. In CBC the last block of a message is then to the first block of the next one what the IV should be, and has no
 * effect on any other.
 */
function createCiphers({ key, iv }: AesKey): Ciphers {
  const cipher = withoutOwnPadding(createCipheriv(CIPHER, key, iv));
  const decipher = withoutOwnPadding(createDecipheriv(CIPHER, key, iv));
  let last = iv;
  return {
    encrypt(plain) {
      for (let index = 0; index < IV_BYTES; index += 1) plain[index]! ^= iv[index]! ^ last[index]!;
      const encrypted = cipher.update(plain);
      last = encrypted.subarray(-IV_BYTES);
      return encrypted;
    },
    decrypt: encrypted => decipher.update(encrypted),
  };
}

/** Of whole blocks, `update` then returns all and leaves nothing to `final`. */
function withoutOwnPadding<T extends Cipher | Decipher>(cipher: T): T {
  cipher.setAutoPadding(false);
  return cipher;
}
