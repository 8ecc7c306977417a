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
  const createTime = Math.floor(now / 1_000);
  if (format === 'json') {
    const { fromUserName: ToUserName, toUserName: FromUserName } = push;
    return JSON.stringify({
      ToUserName,
      FromUserName,
      CreateTime: createTime,
      MsgType: reply.msgType,
      ...reply.fields,
    });
  }
  return (
    `<xml><ToUserName>${cdata(push.fromUserName)}</ToUserName><FromUserName>${cdata(push.toUserName)}</FromUserName>` +
    `<CreateTime>${createTime}</CreateTime>${elementsOf(reply)}</xml>`
  );
}

/** What of replies is the same for everybody: one that is given as the answer to many pushes is written once. */
const WRITTEN = new WeakMap<Reply, string>();

function elementsOf(reply: Reply): string {
  let elements = WRITTEN.get(reply);
  if (elements === undefined) {
    elements = `<MsgType>${cdata(reply.msgType)}</MsgType>${writeElements(reply.fields)}`;
    WRITTEN.set(reply, elements);
  }
  return elements;
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
