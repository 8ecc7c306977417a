import { codeAt, END } from './code-at.js';
import { addField, OpenFields, type XmlFields } from './xml-fields.js';

/** Deeper than any push is; the strict parser allows more. */
const MAX_DEPTH = 8;

const EXCLAMATION = 0x21;
const AMPERSAND = 0x26;
const SLASH = 0x2f;
const LESS = 0x3c;
const GREATER = 0x3e;

/**
 * Reads the documents that WeChat really sends, ten times as fast as the strict parser: elements with text, CDATA or
 * elements inside, and white space between them. Returns what the strict parser would, or undefined for anything unusual,
 * about which that one decides: attributes, comments, entities, DOCTYPE, litter, carriage returns (which XML turns into
 * line feeds), odd names, and whatever is not well-formed.
 */
export function scanXml(text: string): XmlFields | undefined {
  if (!text.startsWith('<xml>') || text.includes('\r')) return undefined;
  const scan = new Scan(text, '<xml>'.length);
  const fields = scan.elements(0);
  return fields !== undefined && scan.endsWith('/xml>') ? fields : undefined;
}

/** One pass over a text. What returns undefined has given up. */
class Scan {
  readonly #text: string;
  #at: number;

  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
  }

  /** Elements, one at least, and then the `<` of the end tag that is around them. */
  elements(depth: number): XmlFields | undefined {
    const text = this.#text;
    const fields = new OpenFields();
    let count = 0;
    while (this.#skipSpace() === LESS) {
      const start = this.#at + 1;
      let at = start;
      let code = codeAt(text, at);
      if (code === SLASH) {
        this.#at = start;
        return count > 0 ? fields : undefined;
      }
      if (!isLetter(code)) return undefined;
      do {
        at += 1;
        code = codeAt(text, at);
      } while (isNameCharacter(code));
      const name = text.slice(start, at);
      if (code !== GREATER || isReserved(name)) return undefined;
      this.#at = at + 1;
      const value = this.#content(depth);
      if (value === undefined || !this.#endTag(name)) return undefined;
      addField(fields, name, value);
      count += 1;
    }
    return undefined;
  }

  /** What is inside of an element, and then the `<` of its end tag. */
  #content(depth: number): string | XmlFields | undefined {
    const text = this.#text;
    const start = this.#at;
    let at = start;
    for (let code = codeAt(text, at); code !== LESS; code = codeAt(text, at)) {
      if (code === AMPERSAND || code === GREATER || code === END) return undefined;
      at += 1;
    }
    const next = codeAt(text, at + 1);
    if (next === SLASH) {
      this.#at = at + 1;
      return text.slice(start, at);
    }
    // Beside CDATA and elements, white space is indentation, and other text unusual.
    if (this.#skipSpace() !== LESS) return undefined;
    if (next === EXCLAMATION) return this.#cdata();
    return depth < MAX_DEPTH ? this.elements(depth + 1) : undefined;
  }

  /** One or more CDATA sections, and then the `<` of the end tag. */
  #cdata(): string | undefined {
    const text = this.#text;
    let content = '';
    do {
      const start = this.#at + '<![CDATA['.length;
      const end = text.indexOf(']]>', start);
      if (end === -1 || !text.startsWith('<![CDATA[', this.#at)) return undefined;
      content += text.slice(start, end);
      this.#at = end + ']]>'.length;
      if (this.#skipSpace() !== LESS) return undefined;
    } while (codeAt(text, this.#at + 1) !== SLASH);
    this.#at += 1;
    return content;
  }

  #endTag(name: string): boolean {
    const start = this.#at + 1;
    const end = start + name.length;
    this.#at = end + 1;
    return this.#text.startsWith(name, start) && codeAt(this.#text, end) === GREATER;
  }

  /** The first character that is no white space; {@link END} if there is none. */
  #skipSpace(): number {
    const text = this.#text;
    let at = this.#at;
    let code = codeAt(text, at);
    while (code === 0x20 || code === 0x0a || code === 0x09) {
      at += 1;
      code = codeAt(text, at);
    }
    this.#at = at;
    return code;
  }

  /** Whether this is here, and nothing but white space behind it. */
  endsWith(end: string): boolean {
    const isHere = this.#text.startsWith(end, this.#at);
    this.#at += end.length;
    return isHere && this.#skipSpace() === END;
  }
}

function isLetter(code: number): boolean {
  const lowered = code | 0x20;
  return lowered >= 0x61 && lowered <= 0x7a;
}

function isNameCharacter(code: number): boolean {
  return isLetter(code) || (code >= 0x30 && code <= 0x39) || code === 0x5f;
}

/** Of the names that the strict parser refuses, those of letters. */
function isReserved(name: string): boolean {
  return name === 'constructor' || name === 'prototype';
}
