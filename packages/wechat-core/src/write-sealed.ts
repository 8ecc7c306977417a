import { sign } from './signature.js';
import type { PushFormat } from './write-reply.js';
import { cdata } from './xml.js';

/**
 * The envelope of an encrypted reply. Its names are not those of the request's.
 *
 * @param encrypted in Base64
 * @param nonce the push's own, as the platform allows
 * @param now milliseconds since the epoch
 */
export function writeSealed(
  encrypted: string,
  token: string,
  nonce: string,
  format: PushFormat,
  now = Date.now(),
): string {
  const timestamp = String(Math.floor(now / 1_000));
  const signature = sign(token, timestamp, nonce, encrypted);
  if (format === 'json') {
    return JSON.stringify({ Encrypt: encrypted, MsgSignature: signature, TimeStamp: Number(timestamp), Nonce: nonce });
  }
  return (
    `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature>` +
    `<TimeStamp>${timestamp}</TimeStamp><Nonce>${cdata(nonce)}</Nonce></xml>`
  );
}
