import { MalformedPushError, type XmlFields, type XmlValue } from '@wechat-pipeline/wechat-core';
import { parseJson } from '@wechat-pipeline/wechat-core/internal/json';
import { readPush } from '@wechat-pipeline/wechat-core/internal/parse-push';
import { scanCommonPush } from '@wechat-pipeline/wechat-core/internal/scan-common-push';
import { scanXml } from '@wechat-pipeline/wechat-core/internal/scan-xml';
import { parseStrictXml } from '@wechat-pipeline/wechat-core/internal/strict-xml';
import { expect, Violation } from './violation.js';

/**
 * Checks that the scanner reads a document exactly as the strict parser does, or leaves it to that. Returns whether the
 * scanner took it.
 *
 * @throws Violation
 */
export function checkXml(document: string): boolean {
  const scanned = scanXml(document);
  const strict = unlessRefused(() => parseStrictXml(document));
  if (strict instanceof MalformedPushError) {
    expect(scanned === undefined, 'the scanner takes what the strict parser refuses');
    return false;
  }
  expect(scanned === undefined || isSame(scanned, strict), 'the scanner reads otherwise than the strict parser');
  checkFields(scanned ?? strict, document);
  expect(isSame(parseStrictXml(`<xml>${writeElements(strict)}</xml>`), strict), 'what was read reads otherwise again');
  return scanned !== undefined;
}

/**
 * Checks that a push that is read by its shape reads as any push does. Returns whether it was.
 *
 * @throws Violation
 */
export function checkCommonPush(document: string): boolean {
  const scanned = scanCommonPush(document);
  if (scanned === undefined) return false;
  const read = unlessRefused(() => readPush(document, 'xml'));
  expect(isSame(scanned, read), 'a push reads otherwise by its shape');
  return true;
}

/**
 * Checks that our reader of JSON reads a document as JSON.parse does. Returns whether ours took it.
 *
 * @throws Violation
 */
export function checkJson(document: string): boolean {
  const ours = unlessRefused(() => parseJson(document));
  const theirs = parseUnlessMalformed(document.replace(/^\uFEFF/, ''));
  if (ours instanceof MalformedPushError) {
    // Ours refuses more than that: a name that is repeated or reserved, and whatever is no object.
    expect(theirs === undefined || !ours.message.includes('well-formed'), 'well-formed JSON is called malformed');
    return false;
  }
  checkFields(ours, document);
  expect(isSame(parseJson(JSON.stringify(ours)), ours), 'what was read reads otherwise again');
  // Control characters in strings are let through, which JSON.parse refuses.
  const isRead = theirs === undefined ? /\p{Cc}/u.test(document) : isSameAsParsed(ours, theirs);
  expect(isRead, 'JSON is read otherwise than JSON.parse does');
  return true;
}

/** Whatever came, the fields inherit nothing and hold no more than the document does. */
function checkFields(fields: XmlFields, document: string): void {
  expect(size(fields) <= document.length, 'more was read than was written');
}

function size(value: XmlValue): number {
  if (typeof value === 'string') return value.length;
  if (isList(value)) return value.reduce((sum, one) => sum + size(one), 0);
  for (const name of INHERITED) expect(!(name in value) || Object.hasOwn(value, name), `fields inherit ${name}`);
  return Object.entries(value).reduce((sum, [name, one = '']) => sum + name.length + size(one), 0);
}

const INHERITED = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

/** Whether two are the same value for value, the order of names included. */
function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Whether these are the fields of what JSON.parse has made, which rounds numbers. */
function isSameAsParsed(fields: XmlValue | undefined, parsed: unknown): boolean {
  if (typeof parsed === 'number') return typeof fields === 'string' && Object.is(Number(fields), parsed);
  if (parsed === null) return fields === '';
  if (typeof parsed !== 'object') return fields === String(parsed);
  if (typeof fields !== 'object') return false;
  if (Array.isArray(parsed)) {
    return (
      isList(fields) && fields.length === parsed.length && parsed.every((one, at) => isSameAsParsed(fields[at], one))
    );
  }
  if (isList(fields)) return false;
  const entries = Object.entries(parsed);
  return (
    Object.keys(fields).length === entries.length &&
    entries.every(([name, one]) => isSameAsParsed(fields[name.trim()], one))
  );
}

function writeElements(fields: XmlFields): string {
  return Object.entries(fields)
    .map(([name, value = '']) =>
      isList(value) ? value.map(one => writeElement(name, one)).join('') : writeElement(name, value),
    )
    .join('');
}

function writeElement(name: string, value: XmlValue): string {
  if (isList(value)) throw new Violation('XML has a list in a list');
  const content =
    typeof value === 'string'
      ? value.replace(/[&<>\r]/g, character => `&#${character.charCodeAt(0)};`)
      : writeElements(value);
  return `<${name}>${content}</${name}>`;
}

function isList(value: XmlValue): value is readonly XmlValue[] {
  return Array.isArray(value);
}

function unlessRefused<T>(read: () => T): T | MalformedPushError {
  try {
    return read();
  } catch (error) {
    if (error instanceof MalformedPushError) return error;
    throw new Violation('a reader fails otherwise than with a MalformedPushError', { cause: error });
  }
}

/** What JSON.parse makes of it; undefined where it refuses. */
function parseUnlessMalformed(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    return undefined;
  }
}
