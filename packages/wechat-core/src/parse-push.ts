import { MalformedPushError } from './errors.js';
import { parseJson } from './json.js';
import type { Push, PushKind } from './push.js';
import type { PushFormat } from './write-reply.js';
import { parseXml, type XmlFields, type XmlValue } from './xml.js';

/** The elements without which a push of that kind cannot be acted on. */
const MESSAGES = {
  text: ['Content'],
  image: [],
  voice: [],
  video: [],
  shortvideo: [],
  location: [],
  link: [],
} as const satisfies Partial<Record<PushKind, readonly string[]>>;

const EVENTS = {
  subscribe: { kind: 'subscribe', needs: [] },
  unsubscribe: { kind: 'unsubscribe', needs: [] },
  scan: { kind: 'scan', needs: ['EventKey'] },
  click: { kind: 'click', needs: ['EventKey'] },
  view: { kind: 'view', needs: ['EventKey'] },
  location: { kind: 'location_report', needs: [] },
} as const satisfies Readonly<Record<string, { kind: PushKind; needs: readonly string[] }>>;

/** Reads a push's document, already verified. Throws {@link MalformedPushError}. */
export function parsePush(document: string, format: PushFormat): Push {
  const fields = format === 'json' ? parseJson(document) : parseXml(document);
  const msgType = text(fields, 'MsgType');
  const { kind, needs } = kindOf(msgType, fields);
  const createTime = seconds(fields, 'CreateTime');
  if (kind === 'unknown') {
    // A few of WeChat's other products leave the two names out.
    const [toUserName, fromUserName] = [
      optionalUserName(fields, 'ToUserName'),
      optionalUserName(fields, 'FromUserName'),
    ];
    const event = fields.Event;
    return { kind, toUserName, fromUserName, createTime, msgType, ...(typeof event === 'string' && { event }), fields };
  }
  const [toUserName, fromUserName] = [userName(fields, 'ToUserName'), userName(fields, 'FromUserName')];
  for (const name of needs) text(fields, name);
  // Sound, because what the kind needs has been checked and the rest is optional text.
  return { ...lowered(fields), toUserName, fromUserName, createTime, msgType, kind } as Push;
}

function kindOf(msgType: string, fields: XmlFields): { kind: PushKind; needs: readonly string[] } {
  // Official samples spell `Event`, `Text` and `scan` as it comes, so case does not count.
  const type = msgType.toLowerCase();
  if (type !== 'event') {
    return isKeyOf(MESSAGES, type) ? { kind: type, needs: MESSAGES[type] } : { kind: 'unknown', needs: [] };
  }
  const event = text(fields, 'Event').toLowerCase();
  return isKeyOf(EVENTS, event) ? EVENTS[event] : { kind: 'unknown', needs: [] };
}

function isKeyOf<T extends object>(table: T, key: string): key is keyof T & string {
  return Object.hasOwn(table, key);
}

function lowered(fields: XmlFields): Record<string, XmlValue> {
  const result: Record<string, XmlValue> = {};
  for (const [name, value] of Object.entries(fields)) {
    // A field of a known kind is text; anything else under its name would break its type.
    if (typeof value === 'string') result[name.charAt(0).toLowerCase() + name.slice(1)] = value;
  }
  return result;
}

function text(fields: XmlFields, name: string): string {
  const value = fields[name];
  if (typeof value === 'string') return value;
  if (value === undefined) throw new MalformedPushError('field_missing', `expected an element ${name}, got none`);
  throw new MalformedPushError('field_repeated', `expected one element ${name} with text, got several or a nested one`);
}

/** OpenIDs have 28 characters and original IDs 15; they become keys, so their length and characters are bounded. */
function userName(fields: XmlFields, name: string): string {
  const value = text(fields, name);
  if (/^[!-~]{1,128}$/.test(value)) return value;
  throw new MalformedPushError('field_malformed', `expected ${name} to be 1 to 128 visible ASCII characters`);
}

function optionalUserName(fields: XmlFields, name: string): string {
  return fields[name] === undefined ? '' : userName(fields, name);
}

/** Official samples have up to 11 digits; 13 would be milliseconds. */
function seconds(fields: XmlFields, name: string): number {
  const value = text(fields, name);
  if (/^\d{1,12}$/.test(value)) return Number(value);
  throw new MalformedPushError('field_malformed', `expected ${name} in whole seconds since the epoch`);
}
