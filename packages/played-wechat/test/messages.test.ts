import { createPusher, messageWindows, scan, subscribe, text, unsubscribe, view } from '@wechat-pipeline/played-wechat';
import t from 'tap';
import { account, type Json, type Setup, setup } from './setup.js';

const MINUTE = 60_000;
const hello = { msgtype: 'text', text: { content: '你好' } };

async function sender({ post, stableToken }: Setup) {
  const access_token = await stableToken();
  return {
    send: async (message: Json = hello) =>
      (await post('/cgi-bin/message/custom/send', { touser: 'oA', ...message }, { access_token })).errcode,
    type: async (command: string) =>
      (await post('/cgi-bin/message/custom/typing', { touser: 'oA', command }, { access_token })).errcode,
  };
}

t.test('after a message five may be sent within 48 hours, after anything else three within a minute', async t => {
  for (const [interaction, { messages, milliseconds }] of Object.entries(messageWindows)) {
    const playing = await setup(t, { autoFollow: true });
    const { platform, clock } = playing;
    const { send } = await sender(playing);
    t.equal(await send(), 45015, `nothing before a ${interaction}`);
    const interact = () => platform.interact('oA', interaction as keyof typeof messageWindows);
    interact();
    for (let count = 0; count < messages; count++) t.equal(await send(), 0);
    t.equal(await send(), 45047);
    interact();
    t.equal(await send(), 0, 'as new again');
    // Tokens live two hours.
    clock.now += milliseconds;
    const later = await sender(playing);
    t.equal(await later.send(), 45015);
  }
  t.same(
    Object.values(messageWindows).map(({ messages, milliseconds }) => [messages, milliseconds]),
    [
      [5, 2_880 * MINUTE],
      [3, MINUTE],
      [3, MINUTE],
      [3, MINUTE],
    ],
  );
});

t.test('messages are taken from the window that closes first, and windows can be others', async t => {
  const messageWindows = { message: { messages: 1, milliseconds: 10 * MINUTE } };
  const playing = await setup(t, { messageWindows });
  const { platform, clock } = playing;
  const { send } = await sender(playing);
  platform.follow('oA');
  platform.interact('oA', 'message');
  t.equal(await send(), 0);
  clock.now += MINUTE;
  t.equal(await send(), 0, 'the message’s is still whole');
  t.equal(await send(), 45047);
});

t.test('a pusher that knows the platform tells it what opens a window', async t => {
  const playing = await setup(t, { autoFollow: true });
  const { platform, clock } = playing;
  // Nobody listens there: a window opens all the same.
  const url = 'http://127.0.0.1:1';
  const pusher = createPusher({ url, token: 'T0ken', originalId: 'gh_1', tries: 1, platform, appId: account.appId });
  for (const [fields, errcode] of [
    [view('oA', 'https://example.com'), 45015],
    [unsubscribe('oA'), 45015],
    [subscribe('oA'), 0],
    [scan('oA', '1'), 0],
    [text('oA', 'hi'), 0],
  ] as const) {
    clock.now += MINUTE;
    await pusher.push(fields);
    const { send } = await sender(playing);
    t.equal(await send(), errcode, String(fields.Event ?? fields.MsgType));
  }
});

t.test('what was sent can be looked at, here and from another process', async t => {
  const playing = await setup(t);
  const { platform, get, post } = playing;
  const { send } = await sender(playing);
  await post('/played/followers', { openid: 'oA' });
  await send();
  t.same(platform.messages(), [{ touser: 'oA', ...hello }]);
  await post('/played/interactions', { openid: 'oA', interaction: 'click' });
  const named = { ...hello, customservice: { kf_account: 'test1@test' } };
  await send(named);
  t.same(await get('/played/messages'), {
    messages: [
      { touser: 'oA', ...hello },
      { touser: 'oA', ...named },
    ],
  });
  platform.reset();
  t.same(platform.messages(), []);
});

t.test('a message that the platform does not take has its errcode', async t => {
  const playing = await setup(t);
  const { platform } = playing;
  const { send } = await sender(playing);
  t.equal(await send(), 40003, 'nobody');
  platform.follow('oA');
  const article = { title: 't', url: 'u' };
  for (const [message, errcode] of [
    [{ ...hello, touser: '' }, 40003],
    [{ ...hello, msgtype: 'sticker' }, 40008],
    [{ msgtype: 'text' }, 44004],
    [{ msgtype: 'text', text: { content: '' } }, 44004],
    [{ msgtype: 'text', text: { content: '好'.repeat(683) } }, 45002],
    [{ msgtype: 'news', news: { articles: [article, article] } }, 45008],
    [{ msgtype: 'news', news: { articles: [article] } }, 0],
  ] as const) {
    t.equal(await send(message), errcode, JSON.stringify(message).slice(0, 60));
  }
  platform.unfollow('oA');
  t.equal(await send(), 43004);
});

t.test('typing is shown to who wrote within 30 seconds, for 15', async t => {
  const playing = await setup(t);
  const { platform, clock } = playing;
  const { type } = await sender(playing);
  t.equal(await type('Typing'), 40003);
  platform.follow('oA');
  t.equal(await type('Typing'), 45080);
  platform.interact('oA', 'message');
  t.equal(await type('Typing'), 0);
  t.equal(await type('Typing'), 45081);
  clock.now += 15_000;
  t.equal(await type('Typing'), 0);
  t.equal(await type('CancelTyping'), 0);
  t.equal(await type('Typing'), 0);
  t.equal(await type('Pondering'), 45072);
  clock.now += 15_000;
  t.equal(await type('Typing'), 45080);
});
