import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { MalformedPushError } from './errors.js';

/** The content of an element: text, or elements by name; a name that is repeated holds a list. Has no prototype. */
export interface XmlFields {
  readonly [name: string]: XmlValue | undefined;
}
export type XmlValue = string | XmlFields | readonly XmlValue[];

/** Pushes nest three or four deep (`SendPicsInfo > PicList > item > PicMd5Sum`). */
const MAX_DEPTH = 16;

// Values stay as they came: a text "00123" or "1e5" is not a number, spaces in front of it are the follower's.
const parser = new XMLParser({
  preserveOrder: true,
  cdataPropName: '#cdata',
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: MAX_DEPTH,
});

type Node = Readonly<Record<string, readonly Node[] | string>>;

/** Opens the document `<xml>…</xml>` that every push is. Throws {@link MalformedPushError} for anything else. */
export function parseXml(text: string): XmlFields {
  const prolog = /^\uFEFF?\s*(?:<\?xml\s[^>]*\?>\s*)?/.exec(text)?.[0] ?? '';
  const document = text.slice(prolog.length);
  if (/^<!doctype/i.test(document)) throw doctypeRefused();
  if (!/^<xml[\s>]/.test(document)) {
    throw new MalformedPushError('xml_root', 'expected XML with the root element <xml>, got something else');
  }
  // The parser reads truncated and crossed elements without complaint, so well-formedness is checked first.
  const valid = XMLValidator.validate(document);
  if (valid !== true) {
    throw new MalformedPushError('xml_malformed', `expected well-formed XML, got an error at ${place(valid.err)}`);
  }
  // The parser passes over a DOCTYPE inside of the root. What a follower wrote about one, in CDATA, is no DOCTYPE.
  if (document.replace(/<!\[CDATA\[.*?\]\]>|<!--.*?-->/gs, '').includes('<!')) throw doctypeRefused();
  const root = parse(document)[0]?.xml;
  const fields = Array.isArray(root) ? read(root) : '';
  if (typeof fields === 'string') {
    throw new MalformedPushError('xml_root', 'expected elements inside of <xml>, got none');
  }
  return fields;
}

function doctypeRefused(): MalformedPushError {
  return new MalformedPushError('xml_doctype', 'expected a document without DOCTYPE, got one with it');
}

function parse(document: string): readonly Node[] {
  try {
    return parser.parse(document);
  } catch (cause) {
    // too deep, or an element named like `__proto__`
    throw new MalformedPushError(
      'xml_malformed',
      `expected flat elements, ${MAX_DEPTH} deep at most, with plain names`,
      {
        cause,
      },
    );
  }
}

function read(nodes: readonly Node[]): string | XmlFields {
  const fields: Record<string, XmlValue> = Object.create(null);
  let text = '';
  let cdata = '';
  let hasCdata = false;
  let hasElements = false;
  for (const node of nodes) {
    const [name, content] = Object.entries(node)[0]!;
    if (name === '#text') {
      text += content;
    } else if (name === '#cdata') {
      hasCdata = true;
      cdata += textOf(content);
    } else {
      hasElements = true;
      const value = read(content as readonly Node[]);
      const before = fields[name];
      fields[name] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value];
    }
  }
  // Text beside elements is the web client's litter (`webwx_msg_cli_ver_0x1`), text beside CDATA its indentation.
  if (hasElements) return fields;
  return hasCdata ? decodeEntities(text.trim()) + cdata : decodeEntities(text);
}

function textOf(content: readonly Node[] | string): string {
  const text = (content as readonly Node[])[0]?.['#text'];
  return typeof text === 'string' ? text : '';
}

const PREDEFINED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[\da-f]+|#\d+|\w+);/gi, (_, entity: string) => {
    const decoded = entity.startsWith('#') ? characterOf(entity) : PREDEFINED[entity];
    if (decoded === undefined) {
      throw new MalformedPushError('xml_malformed', 'expected no entity but the five of XML and character numbers');
    }
    return decoded;
  });
}

function characterOf(reference: string): string | undefined {
  const code = /^#x/i.test(reference)
    ? Number.parseInt(reference.slice(2), 16)
    : Number.parseInt(reference.slice(1), 10);
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return code > 0 && code <= 0x10ffff && !isSurrogate ? String.fromCodePoint(code) : undefined;
}

function place(error: { line: number; col: number }): string {
  return `line ${error.line}, column ${error.col}`;
}

/** Text as a CDATA section; a `]]>` inside is split over two sections. */
export function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
