import t from 'tap';
import {
  imageReply,
  musicReply,
  newsReply,
  openPush,
  type Reply,
  textReply,
  transferToCustomerService,
  videoReply,
  voiceReply,
  writeReply,
} from '../src/index.js';
import { parseXml } from '../src/xml.js';
import { NOW, SECRETS, signedQuery, textOf } from './signed-query.js';

const { push } = openPush(signedQuery(), textOf('hi'), SECRETS, NOW);
const write = (reply: Reply) => writeReply(reply, push, 'xml', NOW);

t.test('a text reply goes back to the sender, with its time in seconds', async t => {
  t.equal(
    writeReply(textReply('收到'), push, 'xml', NOW + 999),
    '<xml><ToUserName><![CDATA[oFollower]]></ToUserName><FromUserName><![CDATA[gh_account]]></FromUserName>' +
      '<CreateTime>1795305600</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[收到]]></Content></xml>',
  );
  t.equal(
    writeReply(textReply('收到'), push, 'json', NOW),
    '{"ToUserName":"oFollower","FromUserName":"gh_account","CreateTime":1795305600,"MsgType":"text","Content":"收到"}',
  );
});

const NASTY = [']]>', 'a]]>b]]>', ']]]]>>', '<![CDATA[', '</Content></xml>', '&amp;', ' ', '\n', '🙂', '"\\'];

t.test('no text breaks out of a reply', async t => {
  for (const content of NASTY) {
    const { push: read } = openPush(signedQuery(), write(textReply(content)), SECRETS, NOW);
    t.match(read, { kind: 'text', content, fromUserName: 'gh_account', toUserName: 'oFollower' }, content);
    t.match(JSON.parse(writeReply(textReply(content), push, 'json')), { Content: content }, content);
  }
});

t.test('characters that XML cannot hold spoil no reply', async t => {
  const { Content } = parseXml(write(textReply('a\u0000\u0001\u0008\u000b\u001f\uffffb\t\n]\u0001]>c')));
  t.equal(Content, 'ab\t\n]]>c', 'also where one stood in the middle of a ]]>');
});

t.test('every kind of reply reads as it was written', async t => {
  const nasty = NASTY.join('');
  const replies: readonly [reply: Reply, msgType: string, fields: object][] = [
    [imageReply(nasty), 'image', { Image: { MediaId: nasty } }],
    [voiceReply('m'), 'voice', { Voice: { MediaId: 'm' } }],
    [videoReply({ mediaId: 'm' }), 'video', { Video: { MediaId: 'm' } }],
    [
      videoReply({ mediaId: 'm', title: nasty, description: 'd' }),
      'video',
      { Video: { MediaId: 'm', Title: nasty, Description: 'd' } },
    ],
    [musicReply({ thumbMediaId: 'm' }), 'music', { Music: { ThumbMediaId: 'm' } }],
    [
      musicReply({ thumbMediaId: 'm', title: 't', description: 'd', musicUrl: 'u?a=1&b=2', hqMusicUrl: 'h' }),
      'music',
      { Music: { ThumbMediaId: 'm', Title: 't', Description: 'd', MusicUrl: 'u?a=1&b=2', HQMusicUrl: 'h' } },
    ],
    [
      newsReply([{ title: nasty, description: 'd', picUrl: 'p', url: 'u' }]),
      'news',
      { ArticleCount: '1', Articles: { item: { Title: nasty, Description: 'd', PicUrl: 'p', Url: 'u' } } },
    ],
    [transferToCustomerService(), 'transfer_customer_service', {}],
    [transferToCustomerService('a@t'), 'transfer_customer_service', { TransInfo: { KfAccount: 'a@t' } }],
  ];
  for (const [reply, msgType, fields] of replies) {
    const { ToUserName, FromUserName, CreateTime, MsgType, ...rest } = parseXml(write(reply));
    t.strictSame([ToUserName, FromUserName, CreateTime, MsgType], ['oFollower', 'gh_account', '1795305600', msgType]);
    t.strictSame(JSON.parse(JSON.stringify(rest)), fields, msgType);
  }
});

t.test('what the platform would not show is refused with a sentence that helps', async t => {
  t.ok(textReply(`${'好'.repeat(682)}ab`), '2,048 bytes');
  t.throws(() => textReply('好'.repeat(683)), {
    name: 'ReplyError',
    code: 'reply_too_long',
    message: 'expected a text of at most 2048 bytes, got one of 2049: shorten it',
  });
  for (const empty of [
    () => textReply(''),
    () => imageReply(''),
    () => voiceReply(''),
    () => videoReply({ mediaId: '' }),
    () => musicReply({ thumbMediaId: '' }),
    () => newsReply([{ title: '', url: 'u' }]),
    () => newsReply([{ title: 't', url: '' }]),
    () => transferToCustomerService(''),
  ]) {
    t.throws(empty, { code: 'reply_empty' }, empty.toString());
  }
  const article = { title: 't', url: 'u' };
  t.throws(() => newsReply([]), { code: 'reply_count', message: 'expected 1 article, got 0' });
  t.throws(() => newsReply([article, article]), { code: 'reply_count', message: 'expected 1 article, got 2' });
});
