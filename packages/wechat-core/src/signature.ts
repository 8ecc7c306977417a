import { hash, timingSafeEqual } from 'node:crypto';

/**
 * WeChat's signature: SHA-1, in lower-case hexadecimal, over the given strings sorted and joined.
 * For a plaintext push the strings are token, timestamp and nonce.
 *
 * @see https://developers.weixin.qq.com/doc/service/guide/dev/push/
 */
export function sign(...parts: string[]): string {
  return hash('sha1', parts.sort().join(''));
}

/** Whether `signature` is what {@link sign} makes of `parts`, in a time that does not depend on where they differ. */
export function isSignedBy(signature: string, ...parts: string[]): boolean {
  const expected = Buffer.from(sign(...parts));
  const received = Buffer.from(signature);
  return received.length === expected.length && timingSafeEqual(received, expected);
}
