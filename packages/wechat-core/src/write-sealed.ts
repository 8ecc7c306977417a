import { randomInt } from 'node:crypto';
import { sign } from './signature.js';
import type { PushFormat } from './write-reply.js';
import { cdata } from './xml.js';

/**
 * The envelope of an encrypted reply. Its names are not those of the request's.
 *
 * @param encrypted in Base64
 * @param now milliseconds since the epoch
 */
export function writeSealed(encrypted: string, token: string, format: PushFormat, now = Date.now()): string {
  const timestamp = String(Math.floor(now / 1_000));
  const nonce = String(randomInt(1_000_000_000, 10_000_000_000));
  const signature = sign(token, timestamp, nonce, encrypted);
  if (format === 'json') {
    return JSON.stringify({ Encrypt: encrypted, MsgSignature: signature, TimeStamp: Number(timestamp), Nonce: nonce });
  }
  return (
    `<xml><Encrypt>${cdata(encrypted)}</Encrypt><MsgSignature>${cdata(signature)}</MsgSignature>` +
    `<TimeStamp>${timestamp}</TimeStamp><Nonce>${cdata(nonce)}</Nonce></xml>`
  );
}
