import t from 'tap';
import { type ApiError, type CustomerMessage, fetchCallRecord, sendCustomerMessage, sendTyping } from '../src/index.js';
import { playAccount } from './played-account.js';

const SEND = '/cgi-bin/message/custom/send';
const touser = 'oFollower';

const MESSAGES: readonly CustomerMessage[] = [
  { touser, msgtype: 'text', text: { content: '你好 🙂 <a href="https://example.com/?a=1&b=2">"这里"</a>\n' } },
  { touser, msgtype: 'image', image: { media_id: 'm' } },
  { touser, msgtype: 'voice', voice: { media_id: 'm' } },
  { touser, msgtype: 'video', video: { media_id: 'm', thumb_media_id: 't', title: '标题' } },
  { touser, msgtype: 'music', music: { musicurl: 'u', hqmusicurl: 'h', thumb_media_id: 't', description: 'd' } },
  { touser, msgtype: 'news', news: { articles: [{ title: 't', url: 'https://example.com', picurl: 'p' }] } },
  { touser, msgtype: 'mpnews', mpnews: { media_id: 'm' } },
  { touser, msgtype: 'mpnewsarticle', mpnewsarticle: { article_id: 'a' } },
  {
    touser,
    msgtype: 'msgmenu',
    msgmenu: { head_content: '满意吗？', list: [{ id: '101', content: '满意' }], tail_content: '谢谢' },
  },
  { touser, msgtype: 'wxcard', wxcard: { card_id: 'c' } },
  { touser, msgtype: 'miniprogrampage', miniprogrampage: { appid: 'wx1', pagepath: 'p', thumb_media_id: 't' } },
  {
    touser,
    msgtype: 'text',
    text: { content: 'a' },
    customservice: { kf_account: 'test1@test' },
    aimsgcontext: { msgid: '22477458341175809' },
  },
];

t.test('every kind of message arrives as it was written', async t => {
  const { platform, api } = await playAccount(t);
  platform.follow(touser);
  for (const message of MESSAGES) {
    platform.interact(touser, 'message');
    await t.resolves(sendCustomerMessage(api, message), message.msgtype);
  }
  t.strictSame(platform.messages(), MESSAGES);
});

t.test('what is not ASCII goes out as it is: some phones show escapes', async t => {
  const { platform, api } = await playAccount(t);
  platform.faults.add({ path: SEND, times: 1, kind: 'errcode', errcode: 50002 });
  const { rid } = (await t.rejects(sendCustomerMessage(api, MESSAGES[0]!), { code: 'errcode_50002' })) as ApiError;
  t.match((await fetchCallRecord(api, rid!)).request_body, '"content":"你好 🙂 <a href');
});

t.test('a window that is closed and one that is used up are told apart', async t => {
  const { platform, api, clock } = await playAccount(t);
  const text: CustomerMessage = { touser, msgtype: 'text', text: { content: 'a' } };
  await t.rejects(sendCustomerMessage(api, text), { code: 'errcode_40003' });
  platform.follow(touser);
  for (let count = 0; count < 3; count += 1) await sendCustomerMessage(api, text);
  await t.rejects(sendCustomerMessage(api, text), { code: 'errcode_45047' });
  clock.now += 60_000;
  await t.rejects(sendCustomerMessage(api, text), { code: 'errcode_45015' });
  platform.unfollow(touser);
  await t.rejects(sendCustomerMessage(api, text), { code: 'errcode_43004' });
});

t.test('a message that the platform would refuse or not show is not sent', async t => {
  const { platform, api } = await playAccount(t);
  const article = { title: 't', url: 'u' };
  const refusals: readonly [object, string, RegExp][] = [
    [{ msgtype: 'text', text: { content: '' } }, 'request_empty', /expected content to be filled/],
    [{ msgtype: 'text', text: { content: 'a' }, touser: '' }, 'request_empty', /expected touser/],
    [{ msgtype: 'text', text: { content: 'a' }, customservice: { kf_account: '' } }, 'request_empty', /kf_account/],
    [{ msgtype: 'text', text: { content: '好'.repeat(683) } }, 'request_too_long', /2048 bytes, got one of 2049/],
    [{ msgtype: 'image', image: { media_id: '' } }, 'request_empty', /media_id/],
    [{ msgtype: 'video', video: { media_id: 'm', thumb_media_id: '' } }, 'request_empty', /thumb_media_id/],
    [{ msgtype: 'news', news: { articles: [] } }, 'request_empty', /articles/],
    [{ msgtype: 'news', news: { articles: [{ ...article, url: '' }] } }, 'request_empty', /url/],
    [{ msgtype: 'news', news: { articles: [article, article] } }, 'request_too_many', /1 article, got 2/],
    [{ msgtype: 'msgmenu', msgmenu: { list: [] } }, 'request_empty', /list/],
    [{ msgtype: 'msgmenu', msgmenu: { list: [{ id: '', content: 'a' }] } }, 'request_empty', /id/],
  ];
  for (const [message, code, words] of refusals) {
    // What does not compile comes from JavaScript.
    const wrong = { touser, ...message } as CustomerMessage;
    const refusal = { name: 'ApiRequestError', code, message: words };
    await t.rejects(sendCustomerMessage(api, wrong), refusal, JSON.stringify(message).slice(0, 80));
  }
  await t.rejects(sendTyping(api, ''), { code: 'request_empty' });
  t.strictSame(platform.calls.paths, {});
});

t.test('a message with another’s content, or with two articles, does not compile', async t => {
  // @ts-expect-error the content is that of an image
  const confused: CustomerMessage = { touser, msgtype: 'text', image: { media_id: 'm' } };
  // @ts-expect-error there is no such kind
  const unknown: CustomerMessage = { touser, msgtype: 'sticker', sticker: { media_id: 'm' } };
  const article = { title: 't', url: 'u' };
  // @ts-expect-error the platform takes one
  const many: CustomerMessage = { touser, msgtype: 'news', news: { articles: [article, article] } };
  t.strictSame(
    [confused, unknown, many].map(message => typeof message),
    ['object', 'object', 'object'],
  );
});

t.test('who has just written can be shown that somebody types', async t => {
  const { platform, api, clock } = await playAccount(t);
  platform.follow(touser);
  await t.rejects(sendTyping(api, touser), { code: 'errcode_45080' });
  platform.interact(touser, 'message');
  await sendTyping(api, touser);
  await t.rejects(sendTyping(api, touser), { code: 'errcode_45081' });
  await sendTyping(api, touser, 'CancelTyping');
  await sendTyping(api, touser);
  clock.now += 30_000;
  await t.rejects(sendTyping(api, touser), { code: 'errcode_45080' });
});
