import type { Random } from './random.js';

/** As much as the ingress takes. */
const MAX_LENGTH = 256 * 1_024;

/** What changes the meaning of all around it. */
const TOKENS = [
  ...'<![CDATA[ ]]> <!-- --> <? ?> <!DOCTYPE < > </ /> & ; <a> </a> <a/> <xml> </xml> </MsgType> <Encrypt> </Encrypt>'.split(
    ' ',
  ),
  ...'<!DOCTYPE\txml> <!ENTITY\ta\t"b"> <a\tb="c"> <?xml\tversion="1.0"?> <a:b/> <1/> <é/> <toString/> <constructor/>'.split(
    ' ',
  ),
  ...'<constructor>1</constructor> <prototype>1</prototype> <__proto__>1</__proto__> webwx_msg_cli_ver_0x1'.split(' '),
  ...'<MsgType>event</MsgType> <FromUserName>o</FromUserName> <Encrypt>a</Encrypt>'.split(' '),
  ...'&amp; &#0; &#1; &#20320; &#xD800; &nbsp; &constructor; __proto__ constructor toString'.split(' '),
  ...'" \\ \\" \\u0000 \\ud800 { } [ ] , : {} [] null true {"a": "a":1, "__proto__":{"a":1}, "constructor":1,'.split(
    ' ',
  ),
  ...'"MsgType":"event", "Encrypt":"a", 0 -0 007 1e400 1E5 0x1F - . + 你 🙂'.split(' '),
  ...[' ', '\t', '\n', '\r', '\r\n', '\0', '\u001b', '\u00a0', '\u2028', '\u3000', '\ufeff', '\ufffe', '9'.repeat(400)],
];

type Mutation = (text: string, random: Random, other: string) => string;

const MUTATIONS: readonly Mutation[] = [
  function insertToken(text, random) {
    const at = random.below(text.length + 1);
    return text.slice(0, at) + random.pick(TOKENS) + text.slice(at);
  },
  function insertTokenBetween(text, random) {
    const [start, end] = range(text, random);
    const at = start + Math.max(0, text.slice(start, end).search(/[<,]/));
    return text.slice(0, at) + random.pick(TOKENS) + text.slice(at);
  },
  function replaceByToken(text, random) {
    const [start, end] = range(text, random);
    return text.slice(0, start) + random.pick(TOKENS) + text.slice(end);
  },
  function flipBit(text, random) {
    const bytes = Buffer.from(text);
    if (bytes.length > 0) bytes[random.below(bytes.length)]! ^= 1 << random.below(8);
    return bytes.toString();
  },
  function remove(text, random) {
    const [start, end] = range(text, random);
    return text.slice(0, start) + text.slice(end);
  },
  function duplicate(text, random) {
    const [start, end] = range(text, random);
    return text.slice(0, end) + text.slice(start);
  },
  function removeElement(text, random) {
    const elements = text.match(ELEMENT) ?? [];
    return elements.length === 0 ? text : text.replace(random.pick(elements), '');
  },
  function duplicateElement(text, random) {
    const elements = text.match(ELEMENT) ?? [];
    return elements.length === 0 ? text : text.replace(random.pick(elements), element => element + element);
  },
  function splice(text, random, other) {
    return text.slice(0, random.below(text.length + 1)) + other.slice(random.below(other.length + 1));
  },
  function nest(text, random, other) {
    const at = random.below(text.length + 1);
    return text.slice(0, at) + other + text.slice(at);
  },
  function truncate(text, random) {
    return text.slice(0, random.below(text.length + 1));
  },
  function repeat(text, random) {
    const [start, end] = range(text, random);
    // Most of the time briefly: what is as long as can be takes as long as thousands of others.
    const length = random.isOneIn(500) ? MAX_LENGTH : 1_000;
    return text.slice(0, end) + text.slice(start, end).repeat(Math.ceil(length / (end - start + 1))) + text.slice(end);
  },
];

/** An element without elements inside, or a name and its value; what the platform might leave out or send twice. */
const ELEMENT = /<(\w+)>[^<]*(?:<!\[CDATA\[[^\]<]*\]\]>)?<\/\1>|"\w+":(?:"[^"]*"|\d+),/g;

/** The text with a few mutations, as it comes out of the bytes of an HTTP request. */
export function mutate(text: string, random: Random, other: string): string {
  let mutated = text;
  for (let count = random.pick([1, 1, 1, 2, 3]); count > 0; count -= 1)
    mutated = random.pick(MUTATIONS)(mutated, random, other);
  return Buffer.from(mutated.slice(0, MAX_LENGTH)).toString();
}

function range(text: string, random: Random): readonly [start: number, end: number] {
  const start = random.below(text.length + 1);
  return [start, Math.min(text.length, start + random.below(random.pick([2, 8, 64, 512])) + 1)];
}
