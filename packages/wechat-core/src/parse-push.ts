import { MalformedPushError } from './errors.js';
import { parseJson } from './json.js';
import { type FieldReader, fieldReader, lowered } from './kinds/field.js';
import { KINDS } from './kinds/index.js';
import type { Kind } from './kinds/kind.js';
import type { Push, UnknownPush } from './push.js';
import { scanCommonPush } from './scan-common-push.js';
import type { PushFormat } from './write-reply.js';
import { parseXml, type XmlFields } from './xml.js';

interface Reader {
  readonly kind: string;
  /** The elements without which a push of this kind cannot be acted on. */
  readonly needs: readonly string[];
  readonly fields: FieldReader;
}

const readers = (type: Kind['type']): ReadonlyMap<string, Reader> =>
  new Map(
    Object.entries<Kind>(KINDS)
      .filter(([, entry]) => entry.type === type)
      .flatMap(([kind, { needs, may, names = [kind] }]) => {
        const reader = { kind, needs: Object.keys(needs), fields: fieldReader({ ...needs, ...may }) };
        return names.map(name => [name, reader] as const);
      }),
  );

const MESSAGE_READERS = readers('message');
const EVENT_READERS = readers('event');

/** Elements that every push has; they are read apart. */
const HEADER = new Set(['ToUserName', 'FromUserName', 'CreateTime', 'MsgType']);

/** Reads a push's document, already verified. Throws {@link MalformedPushError}. */
export function parsePush(document: string, format: PushFormat): Push {
  return scanCommonPush(document) ?? readPush(document, format);
}

/** {@link parsePush} by the readers that take any push. */
export function readPush(document: string, format: PushFormat): Push {
  const fields = format === 'json' ? parseJson(document) : parseXml(document);
  const msgType = text(fields, 'MsgType');
  const createTime = seconds(fields, 'CreateTime');
  // Official samples spell `Event`, `Text` and `scan` as it comes, so case does not count.
  const type = msgType.toLowerCase();
  const reader = type === 'event' ? EVENT_READERS.get(text(fields, 'Event').toLowerCase()) : MESSAGE_READERS.get(type);
  if (reader === undefined) return unknownPush(fields, createTime, msgType);
  const push: Record<string, unknown> = {
    kind: reader.kind,
    toUserName: userName(fields, 'ToUserName'),
    fromUserName: userName(fields, 'FromUserName'),
    createTime,
    msgType,
  };
  if (type === 'event') push.event = fields.Event;
  for (const name in fields) {
    if (HEADER.has(name)) continue;
    if (!reader.fields.readInto(push, name, fields[name]!)) addUndocumented(push, name, fields);
  }
  for (const key of reader.needs) if (push[key] === undefined) throw absent(fields, key);
  // Sound: the kind’s reader has read its fields, what it needs is there, and nothing else went under their names.
  return push as Push;
}

/** An element that the kind does not document stays readable, unless it would pass itself off as another field. */
function addUndocumented(push: Record<string, unknown>, name: string, fields: XmlFields): void {
  const key = lowered(name);
  if (!(key in push)) push[key] = fields[name];
}

function unknownPush(fields: XmlFields, createTime: number, msgType: string): UnknownPush {
  // A few of WeChat’s other products leave the two names out.
  const [toUserName, fromUserName] = [optionalUserName(fields, 'ToUserName'), optionalUserName(fields, 'FromUserName')];
  const event = fields.Event;
  return {
    kind: 'unknown',
    toUserName,
    fromUserName,
    createTime,
    msgType,
    ...(typeof event === 'string' && { event }),
    fields,
  };
}

function text(fields: XmlFields, name: string): string {
  const value = fields[name];
  if (typeof value === 'string') return value;
  throw value === undefined ? missing(name) : repeated(name);
}

/** What is wrong with the element of a needed field, which was not read. */
function absent(fields: XmlFields, key: string): MalformedPushError {
  const name = key.charAt(0).toUpperCase() + key.slice(1);
  return fields[name] === undefined && fields[key] === undefined ? missing(name) : repeated(name);
}

function missing(name: string): MalformedPushError {
  return new MalformedPushError('field_missing', `expected an element ${name}, got none`);
}

function repeated(name: string): MalformedPushError {
  return new MalformedPushError(
    'field_repeated',
    `expected one element ${name} with text, got several or a nested one`,
  );
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
