import { MalformedPushError } from './errors.js';
import type { XmlFields, XmlValue } from './xml.js';

/** As deep as XML may be. */
const MAX_DEPTH = 16;
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Opens the object that a push in JSON is, with values as XML would have them: a 64-bit `MsgId` stays the text that came,
 * which JSON.parse alone would round. Throws {@link MalformedPushError} for anything else.
 */
export function parseJson(text: string): XmlFields {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(STRING_OR_NUMBER, token => (token.startsWith('"') ? token : `"${token}"`)));
  } catch (cause) {
    throw new MalformedPushError('json_malformed', 'expected well-formed JSON', { cause });
  }
  const fields = read(value, 0);
  if (typeof fields === 'string' || isList(fields)) {
    throw new MalformedPushError('json_malformed', 'expected a JSON object, got something else');
  }
  return fields;
}

const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

function read(value: unknown, depth: number): XmlValue {
  if (depth > MAX_DEPTH) {
    throw new MalformedPushError('json_malformed', `expected objects and lists at most ${MAX_DEPTH} deep`);
  }
  if (Array.isArray(value)) return value.map(item => read(item, depth + 1));
  if (typeof value !== 'object') return String(value);
  if (value === null) return '';
  const fields: Record<string, XmlValue> = Object.create(null);
  for (const [key, content] of Object.entries(value)) {
    // A sample of the platform has a space in front of `OpenID`.
    const name = key.trim();
    if (RESERVED.has(name)) throw new MalformedPushError('json_malformed', 'expected plain names, got a reserved one');
    fields[name] = read(content, depth + 1);
  }
  return fields;
}

function isList(value: XmlFields | readonly XmlValue[]): value is readonly XmlValue[] {
  return Array.isArray(value);
}
