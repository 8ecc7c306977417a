import { XMLParser } from 'fast-xml-parser';
import { checkWellFormed } from './check-well-formed.js';
import { decodeReferences } from './decode-references.js';
import { MalformedPushError } from './errors.js';
import { addField, OpenFields, type XmlFields } from './xml-fields.js';

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
  maxNestedTags: MAX_DEPTH,
  onDangerousProperty: name => name,
});

type Node = Readonly<Record<string, readonly Node[] | string>>;

/** Opens any document `<xml>…</xml>` that is well-formed. Throws {@link MalformedPushError} for anything else. */
export function parseStrictXml(text: string): XmlFields {
  const prolog = /^\uFEFF?[ \t\r\n]*(?:<\?xml[ \t\r\n][^>]*\?>[ \t\r\n]*)?/.exec(text)?.[0] ?? '';
  const document = text.slice(prolog.length);
  if (!/^<xml[ \t\r\n>]/.test(document) && !/^<!doctype/i.test(document)) {
    throw new MalformedPushError('xml_root', 'expected XML with the root element <xml>, got something else');
  }
  checkWellFormed(document);
  const root = parse(document)[0]?.xml;
  const fields = Array.isArray(root) ? read(root) : '';
  if (typeof fields === 'string') {
    throw new MalformedPushError('xml_root', 'expected elements inside of <xml>, got none');
  }
  return fields;
}

function parse(document: string): readonly Node[] {
  try {
    return parser.parse(document);
  } catch (cause) {
    // too deep, or an element named like `__proto__`
    throw new MalformedPushError(
      'xml_malformed',
      `expected flat elements, ${MAX_DEPTH} deep at most, with plain names`,
      { cause },
    );
  }
}

function read(nodes: readonly Node[]): string | XmlFields {
  const fields = new OpenFields();
  const hasCdata = nodes.some(node => '#cdata' in node);
  let text = '';
  let hasElements = false;
  for (const node of nodes) {
    const [name, content] = Object.entries(node)[0]!;
    if (name === '#text') {
      const decoded = decodeReferences(String(content));
      // Beside CDATA, white space is indentation.
      if (!hasCdata || !isBlank(String(content))) text += decoded;
    } else if (name === '#cdata') {
      text += textOf(content);
    } else {
      hasElements = true;
      addField(fields, name, read(content as readonly Node[]));
    }
  }
  // Text beside elements is the web client's litter (`webwx_msg_cli_ver_0x1`).
  return hasElements ? fields : text;
}

function textOf(content: readonly Node[] | string): string {
  const text = (content as readonly Node[])[0]?.['#text'];
  return typeof text === 'string' ? text : '';
}

function isBlank(text: string): boolean {
  return !/[^ \t\r\n]/.test(text);
}
