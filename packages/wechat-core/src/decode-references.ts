import { MalformedPushError } from './errors.js';

const PREDEFINED = new Map(Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }));

/** Text with `&amp;` and `&#20320;` as the characters that they stand for. Throws {@link MalformedPushError} for any other `&`. */
export function decodeReferences(text: string): string {
  let decoded = '';
  let at = 0;
  for (let start = text.indexOf('&'); start !== -1; start = text.indexOf('&', at)) {
    const end = text.indexOf(';', start);
    const reference = text.slice(start + 1, end);
    const character = end === -1 ? undefined : (PREDEFINED.get(reference) ?? ofNumber(reference));
    if (character === undefined) {
      throw new MalformedPushError('xml_malformed', 'expected no entity but the five of XML and character numbers');
    }
    decoded += text.slice(at, start) + character;
    at = end + 1;
  }
  return decoded + text.slice(at);
}

/** Control characters, which XML does not allow either, may be part of a nickname, so they are let through. */
function ofNumber(reference: string): string | undefined {
  const [, hexadecimal, decimal] = /^#(?:x([\da-fA-F]+)|(\d+))$/.exec(reference) ?? [];
  const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return code > 0 && code <= 0x10ffff && !isSurrogate ? String.fromCodePoint(code) : undefined;
}
