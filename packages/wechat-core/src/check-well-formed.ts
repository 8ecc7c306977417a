import { decodeReferences } from './decode-references.js';
import { MalformedPushError } from './errors.js';

// The names of XML 1.0, without one space (U+1680) that is a letter to it.
const NAME_START =
  ':A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{167F}\\u{1681}-\\u{1FFF}' +
  '\\u{200C}\\u{200D}\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}' +
  '\\u{10000}-\\u{EFFFF}';
const NAME = `[${NAME_START}][${NAME_START}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}\\u{2040}]*`;
const SPACE = '[ \\t\\r\\n]';

const START_TAG = new RegExp(`<(${NAME})`, 'uy');
const ATTRIBUTE = new RegExp(`${SPACE}+(${NAME})${SPACE}*=${SPACE}*(?:"([^<"]*)"|'([^<']*)')`, 'uy');
const START_TAG_END = new RegExp(`${SPACE}*(/?)>`, 'uy');
const END_TAG = new RegExp(`</(${NAME})${SPACE}*>`, 'uy');

/**
 * Throws {@link MalformedPushError} for a document, without its prolog, that is not well-formed by XML 1.0: that is what
 * fast-xml-parser takes for granted. In one pass, with nothing that goes back.
 *
 * Control characters are let through: a nickname may hold some, and the platform passes them on. What the platform never
 * sends and parsers read differently is refused: DOCTYPE and processing instructions.
 */
export function checkWellFormed(document: string): void {
  /** The elements that are open. */
  const open: string[] = [];
  let at = 0;
  while (at < document.length) {
    at = passText(document, at, open.length === 0);
    if (at === document.length) break;
    if (document.startsWith('<!--', at)) at = passComment(document, at);
    else if (document.startsWith('<![CDATA[', at) && open.length > 0) at = passCdata(document, at);
    else if (document.startsWith('</', at)) at = passEndTag(document, at, open);
    else if (open.length > 0 || at === 0) at = passStartTag(document, at, open);
    else throw malformed(document, at);
  }
  if (open.length > 0) throw malformed(document, at);
}

/** Each of these starts at `at`, throws unless it finds what it is called for, and returns where that ends. */
function passText(document: string, at: number, isOutside: boolean): number {
  const next = document.indexOf('<', at);
  const end = next === -1 ? document.length : next;
  const text = document.slice(at, end);
  if (isOutside ? /[^ \t\r\n]/.test(text) : text.includes(']]>')) throw malformed(document, at);
  decodeReferences(text);
  return end;
}

function passComment(document: string, at: number): number {
  const end = document.indexOf('--', at + '<!--'.length);
  if (end === -1 || document.charAt(end + 2) !== '>') throw malformed(document, at);
  return end + '-->'.length;
}

function passCdata(document: string, at: number): number {
  const end = document.indexOf(']]>', at);
  if (end === -1) throw malformed(document, at);
  return end + ']]>'.length;
}

function passEndTag(document: string, at: number, open: string[]): number {
  const tag = match(END_TAG, document, at);
  if (tag === undefined || tag[1] !== open.pop()) throw malformed(document, at);
  return END_TAG.lastIndex;
}

function passStartTag(document: string, at: number, open: string[]): number {
  const name = match(START_TAG, document, at)?.[1];
  if (name === undefined) throw malformed(document, at);
  let end = START_TAG.lastIndex;
  const attributes = new Set<string>();
  for (let attribute = match(ATTRIBUTE, document, end); attribute; attribute = match(ATTRIBUTE, document, end)) {
    const [, key = '', doubleQuoted, singleQuoted = ''] = attribute;
    if (attributes.has(key)) throw malformed(document, end);
    attributes.add(key);
    decodeReferences(doubleQuoted ?? singleQuoted);
    end = ATTRIBUTE.lastIndex;
  }
  const tagEnd = match(START_TAG_END, document, end);
  if (tagEnd === undefined) throw malformed(document, at);
  if (tagEnd[1] === '') open.push(name);
  return START_TAG_END.lastIndex;
}

/** The match of a sticky expression at that very place; its `lastIndex` is then the end. */
function match(expression: RegExp, document: string, at: number): RegExpExecArray | undefined {
  expression.lastIndex = at;
  return expression.exec(document) ?? undefined;
}

function malformed(document: string, at: number): MalformedPushError {
  if (/^<!doctype/i.test(document.slice(at, at + 9))) {
    return new MalformedPushError('xml_doctype', 'expected a document without DOCTYPE, got one with it');
  }
  const lines = document.slice(0, at).split('\n');
  const place = `line ${lines.length}, column ${lines.at(-1)!.length + 1}`;
  return new MalformedPushError('xml_malformed', `expected well-formed XML, got an error at ${place}`);
}
