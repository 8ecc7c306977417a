import { scanXml } from './scan-xml.js';
import { parseStrictXml } from './strict-xml.js';
import type { XmlFields } from './xml-fields.js';

export type { XmlFields, XmlValue } from './xml-fields.js';

/** Opens the document `<xml>…</xml>` that every push is. Throws {@link MalformedPushError} for anything else. */
export function parseXml(text: string): XmlFields {
  return scanXml(text) ?? parseStrictXml(text);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const UNUSUAL = new RegExp(`${FORBIDDEN.source}|\\]\\]>`);

/**
 * Text as a CDATA section; a `]]>` inside is split over two sections. Characters that no XML can hold, and no phone shows,
 * are left out: a nickname may have some, and one would spoil the whole reply.
 */
export function cdata(text: string): string {
  const content = UNUSUAL.test(text) ? text.replace(FORBIDDEN, '').replaceAll(']]>', ']]]]><![CDATA[>') : text;
  return `<![CDATA[${content}]]>`;
}
