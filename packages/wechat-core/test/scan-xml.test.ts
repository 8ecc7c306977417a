import { COMMON_PUSHES, checkXml, writeDocument } from '@wechat-pipeline/push-fuzz';
import fc from 'fast-check';
import t from 'tap';
import { scanXml } from '../src/scan-xml.js';
import { parseStrictXml } from '../src/strict-xml.js';
import { readFixtures, SHARED_MATERIAL } from './shared-material.js';

/** In the layout of the platform’s documentation, with an element a line and nested ones indented. */
const indented = (document: string) =>
  document
    .replace(/\s*<(?!!|\/)/g, '\n  <')
    .replace(/(<\/\w+>)(<\/)/g, '$1\n$2')
    .trimStart();

t.test('the scanner itself takes all that the platform sends day by day, in each layout', async t => {
  for (const [name, fields] of Object.entries(COMMON_PUSHES)) {
    const document = writeDocument(fields, 'xml');
    for (const layout of [document, document.replaceAll('\n', ''), indented(document), `${document}\n`]) {
      t.ok(checkXml(layout), `${name}: ${JSON.stringify(layout.slice(0, 60))}…`);
    }
  }
});

t.test('it takes the fixtures of other implementations, but one with invisible litter', SHARED_MATERIAL, async t => {
  const fixtures = readFixtures();
  t.ok(fixtures.length > 100);
  for (const { file, document } of fixtures) t.equal(checkXml(document), !document.includes('\u200b'), file);
});

t.test('it leaves to the strict parser whatever is unusual', async t => {
  const unusual = [
    '',
    '<xml>',
    '<xml></xml>',
    '<xml> </xml>',
    '<xml/>',
    '<xml>text</xml>',
    ' <xml><a>b</a></xml>',
    '\ufeff<xml><a>b</a></xml>',
    '<?xml version="1.0"?><xml><a>b</a></xml>',
    '<xml ><a>b</a></xml>',
    '<xml><a>b</a></xml >',
    '<xml><a>b</a></xml>c',
    '<xml><a>b</a>webwx_msg_cli_ver_0x1</xml>',
    '<xml><a/></xml>',
    '<xml><a c="d">b</a></xml>',
    '<xml><a>b</a ></xml>',
    '<xml><a>b</c></xml>',
    '<xml><a>b</a',
    '<xml><a>b</a>',
    '<xml><a>b</aa></xml>',
    '<xml><aa>b</a></xml>',
    '<xml><a>b&amp;c</a></xml>',
    '<xml><a>b>c</a></xml>',
    '<xml><a>b\r</a></xml>',
    '<xml><a>b<![CDATA[c]]></a></xml>',
    '<xml><a><![CDATA[b]]>c</a></xml>',
    '<xml><a><![CDATA[b]]></xml>',
    '<xml><a><![CDATA[b</a></xml>',
    '<xml><a><![cdata[b]]></a></xml>',
    '<xml><a>b<c>d</c></a></xml>',
    '<xml><a><c>d</c>b</a></xml>',
    '<xml><!-- b --><a>b</a></xml>',
    '<xml><?b?><a>b</a></xml>',
    '<xml><!DOCTYPE b><a>b</a></xml>',
    '<xml><_a>b</_a></xml>',
    '<xml><a-b>c</a-b></xml>',
    '<xml><a:b>c</a:b></xml>',
    '<xml><1>b</1></xml>',
    '<xml><é>b</é></xml>',
    '<xml><constructor>b</constructor></xml>',
    '<xml><prototype>b</prototype></xml>',
    '<xml><__proto__>b</__proto__></xml>',
    `<xml>${'<a>'.repeat(10)}b${'</a>'.repeat(10)}</xml>`,
  ];
  for (const document of unusual) {
    t.equal(scanXml(document), undefined, document);
    t.doesNotThrow(() => checkXml(document));
  }
});

t.test('it goes as deep as pushes do, and never deeper than the strict parser', async t => {
  const nested = (depth: number) => `<xml>${'<a>'.repeat(depth)}b${'</a>'.repeat(depth)}</xml>`;
  for (let depth = 1; depth < 30; depth += 1) t.equal(checkXml(nested(depth)), depth <= 9, `${depth} deep`);
  t.equal(scanXml(nested(100_000)), undefined);
});

/** Pieces of documents: of most sequences of them the scanner and the strict parser may hold different opinions. */
const PIECES = [
  '<a>',
  '</a>',
  '<b>',
  '</b>',
  '<a>1</a>',
  '<b/>',
  '<![CDATA[',
  ']]>',
  '<![CDATA[2]]>',
  '<c>\n<a>3</a>\n</c>',
];
const ODD = [
  '<!-- -->',
  '&amp;',
  '&',
  ' ',
  '\n',
  '\r',
  '4',
  '>',
  ']',
  '\u0000',
  '\u00a0',
  '<a d="e">',
  '</a >',
  '你',
  '🙂',
];

t.test('whatever the pieces, it reads what the strict parser reads, or nothing', async t => {
  const pieces = fc.array(fc.constantFrom(...PIECES, ...PIECES, ...ODD), { maxLength: 8 }).map(list => list.join(''));
  const documents = fc.oneof(
    pieces.map(content => `<xml>${content}</xml>`),
    pieces.map(content => `<xml><a>1</a><a>${content}</a></xml>`),
    pieces.map(content => `<xml><a>1</a></xml>${content}`),
  );
  let taken = 0;
  const check = (document: string) => {
    taken += Number(checkXml(document));
  };
  fc.assert(fc.property(documents, check), { numRuns: 20_000 });
  t.ok(taken > 500, `${taken} of 20,000 are taken`);
});

t.test('whatever a follower writes, it comes through', async () => {
  const texts = fc.string({ unit: 'binary', maxLength: 50 }).filter(text => !/\]\]>|\r/.test(text));
  const comesThrough = (text: string) => {
    const document = `<xml><Content><![CDATA[${text}]]></Content></xml>`;
    return scanXml(document)?.Content === text && parseStrictXml(document).Content === text;
  };
  fc.assert(fc.property(texts, comesThrough), { numRuns: 2_000 });
});
