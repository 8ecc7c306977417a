import { scanXml } from './scan-xml.js';
import { parseStrictXml } from './strict-xml.js';
import type { XmlFields } from './xml-fields.js';

export type { XmlFields, XmlValue } from './xml-fields.js';

/** Opens the document `<xml>…</xml>` that every push is. Throws {@link MalformedPushError} for anything else. */
export function parseXml(text: string): XmlFields {
  return scanXml(text) ?? parseStrictXml(text);
}

/** Text as a CDATA section; a `]]>` inside is split over two sections. */
export function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
