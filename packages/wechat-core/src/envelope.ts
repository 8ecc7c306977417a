import { UnverifiedPushError } from './errors.js';
import { parseJson } from './json.js';
import type { PushFormat } from './write-reply.js';
import { parseXml, type XmlFields } from './xml.js';

/** The document that an encrypted push comes in. Nothing of it is authentic but `encrypt`, once its signature is checked. */
export interface Envelope {
  /** The encrypted document, in Base64. */
  readonly encrypt: string;
  /** Whether it holds the push in the clear, too, as in compatibility mode. */
  readonly hasPlainCopy: boolean;
}

/** As WeChat sends it in security mode. */
const COMMON =
  /^<xml>\s*<ToUserName><!\[CDATA\[[!-;=?-\\^-~]{1,128}\]\]><\/ToUserName>\s*<Encrypt><!\[CDATA\[([A-Za-z0-9+/=]+)\]\]><\/Encrypt>\s*<\/xml>$/;
const ENCRYPT = /<Encrypt>\s*(?:<!\[CDATA\[)?([A-Za-z0-9+/=]+)(?:\]\]>)?\s*<\/Encrypt>/;

/** Reads an envelope, as little of it as is needed, since nothing is verified yet. Throws {@link UnverifiedPushError}. */
export function readEnvelope(body: string, format: PushFormat): Envelope {
  const common = COMMON.exec(body)?.[1];
  if (common !== undefined) return { encrypt: common, hasPlainCopy: false };
  const hasOne = format === 'xml' && body.indexOf('<Encrypt>') === body.lastIndexOf('<Encrypt>');
  const encrypt = hasOne ? ENCRYPT.exec(body)?.[1] : undefined;
  if (encrypt !== undefined) return { encrypt, hasPlainCopy: /<(?:MsgType|FromUserName)[\s>]/.test(body) };
  // JSON, or a plain copy in which a follower wrote of `<Encrypt>`, or something odd.
  const fields = readFields(body, format);
  if (typeof fields.Encrypt !== 'string') {
    throw new UnverifiedPushError('encrypt_missing', 'expected an encrypted push with Encrypt, got none');
  }
  return { encrypt: fields.Encrypt, hasPlainCopy: fields.MsgType !== undefined || fields.FromUserName !== undefined };
}

function readFields(body: string, format: PushFormat): XmlFields {
  try {
    return format === 'json' ? parseJson(body) : parseXml(body);
  } catch {
    throw new UnverifiedPushError('encrypt_missing', 'expected an encrypted push, got a body that cannot be read');
  }
}
