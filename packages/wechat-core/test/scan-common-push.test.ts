import { COMMON_PUSHES, checkCommonPush, writeDocument } from '@wechat-pipeline/push-fuzz';
import fc from 'fast-check';
import t from 'tap';
import { scanCommonPush } from '../src/scan-common-push.js';

const EVENTS = ['subscribe', 'subscribeByCode', 'unsubscribe', 'SCAN', 'CLICK', 'VIEW'].map(name =>
  writeDocument(COMMON_PUSHES[name] ?? {}, 'xml'),
);
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
    t.strictSame(scanCommonPush(document), {
      kind: 'text',
      toUserName: 'gh_account',
      fromUserName: 'oFollower',
      createTime: 1_795_305_600,
      msgType: 'text',
      content: 'hello',
      msgId: '22477458341175809',
    });
    t.ok(checkCommonPush(document));
  }
});

t.test('so is an event of following or of the menu', async t => {
  for (const document of EVENTS) {
    for (const one of [document, document.replaceAll('\n', '')]) t.ok(checkCommonPush(one), one);
  }
  t.match(scanCommonPush(EVENTS[1] ?? ''), { kind: 'subscribe', eventKey: 'qrscene_123123', ticket: 'TICKET' });
  t.match(scanCommonPush(EVENTS[5] ?? ''), { kind: 'view', event: 'VIEW', menuId: '426283190' });
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
    ...EVENTS.flatMap(document => [
      document.replace('[event]', '[text]'),
      document.replace(/(?<=<Event>.*\[)\w+/, 'view_miniprogram'),
      document.replace(/<EventKey>.*<\/EventKey>/, ''),
      document.replace(/<EventKey>.*<\/EventKey>/, '<EventKey/>'),
      document.replace('</xml>', '<EventKey><![CDATA[twice]]></EventKey></xml>'),
      document.replace('</xml>', '<MenuId><![CDATA[1]]></MenuId></xml>'),
      document.replace('</xml>', '<MenuId>MENUID</MenuId></xml>'),
      document.replace('</xml>', '<Another>1</Another></xml>'),
    ]),
    ...Object.values(COMMON_PUSHES)
      .map(fields => writeDocument(fields, 'xml'))
      .filter(document => !EVENTS.includes(document)),
  ];
  for (const document of others) t.equal(scanCommonPush(document), undefined, document.slice(0, 400));
});

t.test('whatever a follower writes, it reads as any push does', async t => {
  let taken = 0;
  const check = (content: string) => {
    taken += Number(checkCommonPush(textMessage(content)));
  };
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 50 }), check), { numRuns: 5_000 });
  t.ok(taken > 2_000, `${taken} of 5,000 are read by their shape`);
});

t.test('whatever is spoilt in a document, it reads as any push does, or not at all', async () => {
  const pieces = ['<', '>', ']]>', '<![CDATA[', '\n', '\r', ' ', '0', 'text', '</xml>', '<Content>', '你', ''];
  const spoilt = fc
    .tuple(fc.constantFrom(DOCUMENT, ...EVENTS), fc.nat(400), fc.nat(12), fc.constantFrom(...pieces))
    .map(([document, at, cut, piece]) => document.slice(0, at) + piece + document.slice(at + cut));
  fc.assert(
    fc.property(spoilt, document => void checkCommonPush(document)),
    { numRuns: 40_000 },
  );
});
