/** Makes a document of about so many characters. */
export type LongDocument = (length: number) => string;

const fill = (unit: string, length: number) => unit.repeat(Math.max(1, Math.floor(length / unit.length)));
/** Each with its number, in place of `#`. */
const count = (unit: string, length: number) =>
  Array.from({ length: Math.max(1, Math.floor(length / (unit.length + 3))) }, (_, n) =>
    unit.replaceAll('#', `${n}`),
  ).join('');

/** XML as long as somebody likes, made to be slow to read for whoever looks at anything twice. */
export const LONG_XML: Readonly<Record<string, LongDocument>> = {
  'a text': length => `<xml><a><![CDATA[${fill('你好', length)}]]></a></xml>`,
  'a text in sections': length => `<xml><a>${fill('<![CDATA[b]]>', length)}</a></xml>`,
  'a text of ]': length => `<xml><a><![CDATA[${fill(']', length)}]]></a></xml>`,
  'elements of one name': length => `<xml>${fill('<a>b</a>', length)}</xml>`,
  'empty elements of one name': length => `<xml>${fill('<a/>', length)}</xml>`,
  'elements of many names': length => `<xml>${count('<a#>b</a#>', length)}</xml>`,
  'lists in lists': length => `<xml>${fill('<a><b>c</b><b>d</b></a>', length)}</xml>`,
  'white space': length => `<xml><a>b</a>${fill(' ', length)}</xml>`,
  entities: length => `<xml><a>${fill('&amp;', length)}</a></xml>`,
  'a character number': length => `<xml><a>&#${fill('0', length)}65;</a></xml>`,
  comments: length => `<xml><a>${fill('b<!---->', length)}</a></xml>`,
  attributes: length => `<xml><a ${count(' b#="c"', length)}/></xml>`,
  'spaces in a tag': length => `<xml><a${fill(' ', length)}/></xml>`,
  'a name': length => `<xml><${fill('a', length)}/></xml>`,
  'carriage returns': length => `<xml><a>${fill('\r', length)}</a></xml>`,
  'start tags without end': length => `<xml>${fill('<a>', length)}`,
  'pairs of start tags': length => fill('<xml><a>', length),
  'sections that do not end': length => `<xml><a>${fill('<![CDATA[', length)}`,
  'sections behind the root': length => `<xml><a/></xml>${fill('<![CDATA[', length)}`,
  'comments that do not end': length => `<xml><a>${fill('<!--', length)}`,
  'comments behind the root': length => `<xml><a/></xml>${fill('<!--', length)}`,
  DOCTYPEs: length => `<xml>${fill('<!DOCTYPE', length)}`,
  instructions: length => `<xml><a/>${fill('<?a', length)}`,
  'a < after the other': length => `<xml>${fill('<', length)}`,
  'an & after the other': length => `<xml><a>${fill('&', length)}`,
  'quotes that do not end': length => `<xml><a b="${fill("<a b='", length)}`,
  'a declaration that does not end': length => `<?xml ${fill('?', length)}`,
  'spaces in front': length => `${fill(' ', length)}<xml><a/></xml>`,
};

/** The same in JSON. */
export const LONG_JSON: Readonly<Record<string, LongDocument>> = {
  'a string': length => `{"a":"${fill('你好', length)}"}`,
  'a string of escapes': length => `{"a":"${fill('\\"', length)}"}`,
  'a string of controls': length => `{"a":"${fill('\u0001', length)}"}`,
  'a number': length => `{"a":1${fill('0', length)}}`,
  'a list of numbers': length => `{"a":[${fill('1,', length)}1]}`,
  'a list of objects': length => `{"a":[${fill('{"b":1},', length)}1]}`,
  'many names': length => `{${count('"a#":1,', length)}"b":1}`,
  'white space': length => `{"a":${fill(' ', length)}1}`,
  'quotes that do not end': length => `{"a":"${fill('\\"', length)}`,
  'backslashes that do not end': length => `{"a":"${fill('\\', length)}`,
  'objects without end': length => fill('{"a":', length),
  'lists without end': length => `{"a":${fill('[', length)}`,
  'numbers that are none': length => `{"a":${fill('1.', length)}`,
  signs: length => `{"a":${fill('-', length)}`,
};
