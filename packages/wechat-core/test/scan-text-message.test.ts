import { COMMON_PUSHES, checkTextMessage, writeDocument } from '@wechat-pipeline/push-fuzz';
import fc from 'fast-check';
import t from 'tap';
import { scanTextMessage } from '../src/scan-text-message.js';

const textMessage = (content: string, to = 'gh_account', from = 'oFollower') =>
  `<xml><ToUserName><![CDATA[${to}]]></ToUserName>\n<FromUserName><![CDATA[${from}]]></FromUserName>\n` +
  `<CreateTime>1795305600</CreateTime>\n<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[${content}]]></Content>\n` +
  '<MsgId>22477458341175809</MsgId>\n</xml>';
const DOCUMENT = textMessage('hello');

t.test('a text message is read by its shape, with and without white space between the elements', async t => {
  for (const document of [
    DOCUMENT,
    DOCUMENT.replaceAll('\n', ''),
    DOCUMENT.replaceAll('\n', '\n  \t'),
    `${DOCUMENT}\n`,
  ]) {
    t.strictSame(scanTextMessage(document), {
      kind: 'text',
      toUserName: 'gh_account',
      fromUserName: 'oFollower',
      createTime: 1_795_305_600,
      msgType: 'text',
      content: 'hello',
      msgId: '22477458341175809',
    });
    t.ok(checkTextMessage(document));
  }
});

t.test('whatever else it may be is left to the scanner', async t => {
  const others = [
    '',
    `\ufeff${DOCUMENT}`,
    `${DOCUMENT}litter`,
    DOCUMENT.replace('<xml>', '<xml >'),
    DOCUMENT.replaceAll('\n', '\r\n'),
    DOCUMENT.replace('<![CDATA[hello]]>', 'hello'),
    DOCUMENT.replace('<![CDATA[hello]]>', '<![CDATA[hel]]><![CDATA[lo]]>'),
    DOCUMENT.replace('[text]', '[Text]'),
    DOCUMENT.replace('[text]', '[image]'),
    DOCUMENT.replace('<MsgId>', '<MsgDataId>1</MsgDataId><MsgId>'),
    DOCUMENT.replace(/<MsgId>.*<\/MsgId>/, ''),
    DOCUMENT.replace(/<MsgId>\d+/, '<MsgId>'),
    DOCUMENT.replace(/<MsgId>\d+/, '<MsgId>1e5'),
    DOCUMENT.replace('1795305600', '1795305600000'),
    DOCUMENT.replace('1795305600', '-1'),
    DOCUMENT.replace('</xml>', '<Content><![CDATA[twice]]></Content></xml>'),
    textMessage('a]b'),
    textMessage('a\rb'),
    textMessage('a', 'gh_account', ''),
    textMessage('a', 'gh_account', 'o'.repeat(129)),
    textMessage('a', 'gh_account', 'o follower'),
    textMessage('a', 'gh_account', 'oFollower\n'),
    textMessage('a', 'gh]account'),
    ...Object.entries(COMMON_PUSHES)
      .filter(([name]) => name !== 'text')
      .map(([, fields]) => writeDocument(fields, 'xml')),
  ];
  for (const document of others) t.equal(scanTextMessage(document), undefined, document.slice(0, 400));
});

t.test('whatever a follower writes, it reads as any push does', async t => {
  let taken = 0;
  const check = (content: string) => {
    taken += Number(checkTextMessage(textMessage(content)));
  };
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 50 }), check), { numRuns: 5_000 });
  t.ok(taken > 2_000, `${taken} of 5,000 are read by their shape`);
});

t.test('whatever is spoilt in a document, it reads as any push does, or not at all', async () => {
  const pieces = ['<', '>', ']]>', '<![CDATA[', '\n', '\r', ' ', '0', 'text', '</xml>', '<Content>', '你', ''];
  const spoilt = fc
    .tuple(fc.nat(DOCUMENT.length), fc.nat(12), fc.constantFrom(...pieces))
    .map(([at, cut, piece]) => DOCUMENT.slice(0, at) + piece + DOCUMENT.slice(at + cut));
  fc.assert(
    fc.property(spoilt, document => void checkTextMessage(document)),
    { numRuns: 20_000 },
  );
});
