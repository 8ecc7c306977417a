import type { PushHeader } from './push.js';
import type { Reply, ReplyFields } from './reply.js';
import { cdata } from './xml.js';

/** How an account's pushes come and its replies go, as chosen in WeChat's console. */
export type PushFormat = 'xml' | 'json';

/**
 * A reply as it goes back to who sent the push.
 *
 * @param now milliseconds since the epoch; `CreateTime` is in seconds
 */
export function writeReply(reply: Reply, push: PushHeader, format: PushFormat, now = Date.now()): string {
  const fields = {
    ToUserName: push.fromUserName,
    FromUserName: push.toUserName,
    CreateTime: Math.floor(now / 1_000),
    MsgType: reply.msgType,
    ...reply.fields,
  };
  return format === 'json' ? JSON.stringify(fields) : `<xml>${writeElements(fields)}</xml>`;
}

function writeElements(fields: ReplyFields): string {
  let xml = '';
  for (const [name, value] of Object.entries(fields)) {
    if (Array.isArray(value)) for (const item of value) xml += `<${name}>${writeElements(item)}</${name}>`;
    else xml += `<${name}>${writeValue(value as Exclude<typeof value, readonly ReplyFields[]>)}</${name}>`;
  }
  return xml;
}

function writeValue(value: string | number | ReplyFields): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? cdata(value) : writeElements(value);
}
