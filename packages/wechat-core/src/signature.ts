import { hash } from 'node:crypto';
import { codeAt } from './code-at.js';

/**
 * WeChat's signature: SHA-1, in lower-case hexadecimal, over the given strings sorted and joined.
 * For a plaintext push the strings are token, timestamp and nonce.
 *
 * @see https://developers.weixin.qq.com/doc/service/guide/dev/push/
 */
export function sign(...parts: string[]): string {
  return signatureOf(parts);
}

/** Sorts the parts. */
function signatureOf(parts: string[]): string {
  sort(parts);
  let joined = '';
  for (const part of parts) joined += part;
  return hash('sha1', joined);
}

/** Whether `signature` is what {@link sign} makes of `parts`, in a time that does not depend on where they differ. */
export function isSignedBy(signature: string, ...parts: string[]): boolean {
  const expected = signatureOf(parts);
  if (signature.length !== expected.length) return false;
  // Every character is looked at. timingSafeEqual does the same, but making Buffers for it takes longer than the hash.
  let difference = 0;
  for (let index = 0; index < expected.length; index += 1) {
    difference |= codeAt(signature, index) ^ codeAt(expected, index);
  }
  return difference === 0;
}

/** By code units, in place; cheaper than Array’s own sort for so few. */
function sort(parts: string[]): void {
  for (let next = 1; next < parts.length; next += 1) {
    const part = parts[next]!;
    let place = next;
    for (; place > 0 && parts[place - 1]! > part; place -= 1) parts[place] = parts[place - 1]!;
    parts[place] = part;
  }
}
