import t from 'tap';
import { parseStrictXml } from '../src/strict-xml.js';

const inElement = (content: string) => `<xml><a>${content}</a></xml>`;

t.test('what XML 1.0 does not call well-formed is refused, also where fast-xml-parser reads it', async t => {
  const refused: readonly [title: string, document: string][] = [
    ['a second root', '<xml><a/></xml><b/>'],
    ['a CDATA section behind the root', '<xml><a/></xml><![CDATA[b]]>'],
    ['an entity behind the root', '<xml><a/></xml>&amp;'],
    ['a lone & behind the root', '<xml><a/></xml>&'],
    ['a comment behind the root that does not end', '<xml><a/></xml><!-- b'],
    [']]> in text', inElement('b]]>')],
    ['a lone &', inElement('b & c')],
    ['an entity without its semicolon', inElement('&amp')],
    ['an entity without a name', inElement('&;')],
    ['a character reference without a number', inElement('&#;')],
    ['a hexadecimal one without a number', inElement('&#x;')],
    ['one with a capital X', inElement('&#X41;')],
    ['a reference to NUL', inElement('&#0;')],
    ['a reference to half a surrogate pair', inElement('&#xD83D;')],
    ['a reference past the last character', inElement('&#1114112;')],
    ['an entity named like something that JavaScript objects have', inElement('&constructor;&toString;')],
    ['an entity beside elements', inElement('&nbsp;<b/>')],
    ['an entity with a comment in the middle', inElement('&am<!-- -->p;')],
    ['-- in a comment', inElement('<!-- b -- c -->')],
    ['a comment that ends in --->', inElement('<!-- b --->')],
    ['a comment that does not end', inElement('<!-- b')],
    ['a CDATA section that does not end', inElement('<![CDATA[b')],
    ['a CDATA section in lower case', inElement('<![cdata[b]]>')],
    ['a no-break space in a tag', '<xml><a\u00a0>b</a></xml>'],
    ['a vertical tab in a tag', '<xml><a\u000b>b</a></xml>'],
    ['a name that begins with a figure', '<xml><1>b</1></xml>'],
    ['a space in front of a name', inElement('< b/>')],
    ['a space behind the slash', inElement('<b/ >')],
    ['an attribute without a value', inElement('<b c/>')],
    ['an attribute without quotes', inElement('<b c=d/>')],
    ['an attribute twice', inElement('<b c="d" c="e"/>')],
    ['two attributes without a space', inElement('<b c="d"e="f"/>')],
    ['a < in an attribute', inElement('<b c="<"/>')],
    ['a lone & in an attribute', inElement('<b c="&"/>')],
    ['an attribute that does not end', inElement('<b c="d')],
    ['an attribute in an end tag', '<xml><a>b</a c="d"></xml>'],
    ['an end tag too many', '<xml><a>b</a></a></xml>'],
    ['nothing behind a <', inElement('b<')],
    ['a processing instruction, which the platform never sends', inElement('<?b c?>')],
    ['one that fast-xml-parser would read on', '<xml><a>1</a><?b "?><a>2</a><?c "?></xml>'],
    ['a declaration that is not at the beginning', inElement('<?xml version="1.0"?>')],
    ['an entity declaration', inElement('<!ENTITY b "c">')],
  ];
  for (const [title, document] of refused) {
    t.throws(() => parseStrictXml(document), { name: 'MalformedPushError', code: 'xml_malformed' }, title);
  }
});

t.test('a refusal tells where the error is', async t => {
  t.throws(() => parseStrictXml('<xml>\n<a>b</a>\n<c>d</e></xml>'), { message: /line 3, column 5/ });
});

t.test('a DOCTYPE is refused wherever it stands', async t => {
  for (const document of [
    '<!DOCTYPE xml><xml><a/></xml>',
    '<xml><!doctype xml><a/></xml>',
    '<xml><a/></xml><!DOCTYPE xml>',
    '<xml><a><!DOCTYPE b [<!ENTITY c "d">]></a></xml>',
  ]) {
    t.throws(() => parseStrictXml(document), { code: 'xml_doctype' }, document);
  }
});

t.test('what is well-formed is read as XML 1.0 has it', async t => {
  const read: readonly [document: string, fields: Record<string, unknown>][] = [
    [inElement('b<![CDATA[c]]>d<![CDATA[e]]>'), { a: 'bcde' }],
    [inElement('\n <![CDATA[ b ]]>\n <![CDATA[c]]>\t'), { a: ' b c' }],
    [inElement(' b <![CDATA[c]]>'), { a: ' b c' }],
    [inElement('&#32;<![CDATA[b]]>'), { a: ' b' }],
    [inElement('\u3000<![CDATA[b]]>'), { a: '\u3000b' }],
    [inElement('<![CDATA[]]>'), { a: '' }],
    [inElement('<![CDATA[b]]]]><![CDATA[>c]]>'), { a: 'b]]>c' }],
    [inElement('b\r\nc\rd&#13;e'), { a: 'b\nc\nd\re' }],
    [inElement(' \n'), { a: ' \n' }],
    [inElement('b > c ]] > "'), { a: 'b > c ]] > "' }],
    [inElement('&#x1F642;&#20320;&lt;'), { a: '🙂你<' }],
    [inElement('&amp;lt;'), { a: '&lt;' }],
    [inElement('b<!-- <c>&; -->d<!---->'), { a: 'bd' }],
    [inElement('<b c="1" d=\'"&gt;/>\'>2</b >'), { a: { b: '2' } }],
    [inElement('<b\n/><b/>'), { a: { b: ['', ''] } }],
    ['<xml e="f"><a:b>1</a:b><c-d.e>2</c-d.e><é>3</é></xml>', { 'a:b': '1', 'c-d.e': '2', é: '3' }],
    ['<xml><toString>1</toString><hasOwnProperty/></xml>', { toString: '1', hasOwnProperty: '' }],
    ['<xml>litter &amp; <a>1</a><![CDATA[more]]></xml>', { a: '1' }],
    ['<xml><a>1</a></xml>\n<!-- b -->\n', { a: '1' }],
  ];
  for (const [document, fields] of read) {
    t.strictSame(JSON.parse(JSON.stringify(parseStrictXml(document))), fields, document);
  }
});

t.test('control characters, which a nickname may hold, are let through', async t => {
  for (const content of ['\u0001', 'b\u0000c', '\u001b', '\u007f', '\ufffe', '\ud83d']) {
    const { a } = parseStrictXml(inElement(`<![CDATA[${content}]]>`));
    t.equal(a, content, JSON.stringify(content));
    t.equal(parseStrictXml(inElement(content)).a, content, `${JSON.stringify(content)} outside of CDATA`);
  }
  t.equal(parseStrictXml(inElement('&#1;')).a, '\u0001');
});

t.test('a name that is repeated holds a list, however long, and nothing is inherited', async t => {
  const { a, ...rest } = parseStrictXml(`<xml>${'<a>b</a>'.repeat(10_000)}<a/></xml>`);
  t.strictSame(a, [...Array.from({ length: 10_000 }, () => 'b'), '']);
  t.strictSame(rest, {});
  const fields = parseStrictXml('<xml><a><b/></a></xml>');
  for (const name of ['toString', 'constructor', '__proto__', 'hasOwnProperty']) {
    t.notOk(name in fields || name in Object(fields.a), name);
  }
});
