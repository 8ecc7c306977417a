import { codeAt, END } from './code-at.js';
import { MalformedPushError } from './errors.js';
import { OpenFields, type XmlFields, type XmlValue } from './xml-fields.js';

/** As deep as XML may be. */
const MAX_DEPTH = 16;
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Opens the object that a push in JSON is, with values as XML would have them: a 64-bit `MsgId` stays the text that came,
 * which JSON.parse would round. Control characters in strings are let through: a nickname may hold some, and the platform
 * passes them on. Throws {@link MalformedPushError} for anything else that is no JSON, and for a name that is repeated.
 */
export function parseJson(text: string): XmlFields {
  return new Reader(text).document();
}

const BYTE_ORDER_MARK = 0xfeff;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** One pass over a text, by the grammar of RFC 8259. */
class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): XmlFields {
    if (codeAt(this.#text, 0) === BYTE_ORDER_MARK) this.#at = 1;
    if (!this.#takes(OPEN_BRACE)) throw malformed('expected a JSON object, got something else');
    const fields = this.#object(0);
    if (this.#skipSpace() !== END) throw malformed();
    return fields;
  }

  #value(depth: number): string | XmlFields | XmlValue[] {
    if (depth > MAX_DEPTH) throw malformed(`expected objects and lists at most ${MAX_DEPTH} deep`);
    if (this.#takes(QUOTE)) return this.#string();
    if (this.#takes(OPEN_BRACE)) return this.#object(depth);
    if (this.#takes(OPEN_BRACKET)) return this.#list(depth);
    return this.#literal();
  }

  #object(depth: number): XmlFields {
    const fields = new OpenFields();
    if (this.#takes(CLOSE_BRACE)) return fields;
    do {
      this.#expect(QUOTE);
      // A sample of the platform has a space in front of `OpenID`.
      const name = this.#string().trim();
      if (RESERVED.has(name)) throw malformed('expected plain names, got a reserved one');
      if (fields[name] !== undefined) throw malformed('expected each name once, got one repeatedly');
      this.#expect(COLON);
      fields[name] = this.#value(depth + 1);
    } while (this.#takes(COMMA));
    this.#expect(CLOSE_BRACE);
    return fields;
  }

  #list(depth: number): XmlValue[] {
    const values: XmlValue[] = [];
    if (this.#takes(CLOSE_BRACKET)) return values;
    do values.push(this.#value(depth + 1));
    while (this.#takes(COMMA));
    this.#expect(CLOSE_BRACKET);
    return values;
  }

  /** What follows the quote in front of a string, up to the one behind it. */
  #string(): string {
    const text = this.#text;
    const start = this.#at;
    let at = start;
    let hasEscapes = false;
    for (let code = codeAt(text, at); code !== QUOTE; code = codeAt(text, at)) {
      if (code === END) throw malformed();
      if (code === BACKSLASH) hasEscapes = true;
      at += code === BACKSLASH ? 2 : 1;
    }
    this.#at = at + 1;
    const string = text.slice(start, at);
    return hasEscapes ? withoutEscapes(string) : string;
  }

  #literal(): string {
    LITERAL.lastIndex = this.#at;
    const literal = LITERAL.exec(this.#text)?.[0];
    if (literal === undefined) throw malformed();
    this.#at = LITERAL.lastIndex;
    // XML would have an empty element.
    return literal === 'null' ? '' : literal;
  }

  #expect(code: number): void {
    if (!this.#takes(code)) throw malformed();
  }

  /** Takes that character if it is the next one. */
  #takes(code: number): boolean {
    const isNext = this.#skipSpace() === code;
    if (isNext) this.#at += 1;
    return isNext;
  }

  /** The first character that is no white space; {@link END} if there is none. */
  #skipSpace(): number {
    const text = this.#text;
    let at = this.#at;
    let code = codeAt(text, at);
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) {
      at += 1;
      code = codeAt(text, at);
    }
    this.#at = at;
    return code;
  }
}

const LITERAL = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

const ESCAPED = new Map(
  Object.entries({ '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }),
);

function withoutEscapes(string: string): string {
  let unescaped = '';
  let at = 0;
  for (let start = string.indexOf('\\'); start !== -1; start = string.indexOf('\\', at)) {
    const letter = string.charAt(start + 1);
    const end = start + (letter === 'u' ? 6 : 2);
    const character = letter === 'u' ? ofNumber(string.slice(start + 2, end)) : ESCAPED.get(letter);
    if (character === undefined) throw malformed();
    unescaped += string.slice(at, start) + character;
    at = end;
  }
  return unescaped + string.slice(at);
}

function ofNumber(hexadecimal: string): string | undefined {
  return /^[\da-fA-F]{4}$/.test(hexadecimal) ? String.fromCharCode(Number.parseInt(hexadecimal, 16)) : undefined;
}

function malformed(message = 'expected well-formed JSON'): MalformedPushError {
  return new MalformedPushError('json_malformed', message);
}
