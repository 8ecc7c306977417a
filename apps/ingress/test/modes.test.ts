import { createPusher, subscribe, text } from '@wechat-pipeline/played-wechat';
import { type PushMode, parseEncodingAesKey } from '@wechat-pipeline/wechat-core';
import t from 'tap';
import { APP_ID, signedQuery, startIngress, TOKEN } from './start-ingress.js';

const [KEY, OLD_KEY] = ['abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG', 'A'.repeat(43)] as const;
const MODES: readonly PushMode[] = ['plaintext', 'compatibility', 'security'];

t.test('in each mode texts are answered as the push came, events acknowledged, and weaker pushes refused', async t => {
  const encryption = { appId: APP_ID, aesKeys: [KEY, OLD_KEY].map(parseEncodingAesKey) };
  for (const [least, mode] of MODES.entries()) {
    const ingress = await startIngress(t, { secrets: { mode, encryption, tokens: ['next1', TOKEN] } });
    for (const [given, pushed] of MODES.entries()) {
      for (const [token, encodingAesKey] of [
        ['next1', OLD_KEY],
        [TOKEN, KEY],
      ] as const) {
        const account = {
          url: `${ingress.url}/wechat`,
          token,
          encodingAesKey,
          appId: APP_ID,
          originalId: 'gh_account',
        };
        const pusher = createPusher({ ...account, mode: pushed, tries: 1 });
        const title = `${pushed} for an account in ${mode} mode`;
        t.ok(await pusher.handshake(), 'the handshake is the same in each');
        const [answered, acknowledged] = [
          await pusher.push(text('oFollower', '@hello')),
          await pusher.push(subscribe('oFollower')),
        ];
        if (given < least) {
          t.match([answered.answer, acknowledged.answer], Array(2).fill({ status: 403, body: 'Bad Token!' }), title);
          continue;
        }
        t.match(answered.reply, /<Content><!\[CDATA\[已经收到您的建议,会及时处理!]]><\/Content>/, title);
        t.equal(answered.answer?.body.includes('<Encrypt>'), pushed !== 'plaintext', 'encrypted if the push was');
        t.match(
          acknowledged.answer,
          { status: 200, contentType: /^text\/plain/, body: 'success' },
          'and success never',
        );
      }
    }
    t.ok((await ingress.waiting('subscribe')).flat().every(push => push.fromUserName === 'oFollower'));
  }
});

t.test('where JSON is chosen pushes and answers are JSON, and XML is still taken', async t => {
  const ingress = await startIngress(t, { format: 'json' });
  const fields = { ToUserName: 'gh_account', FromUserName: 'oFollower', CreateTime: 1_795_305_600 };
  const post = (type: string, body: string) =>
    ingress.fetch(`/wechat?${signedQuery()}`, { method: 'POST', headers: { 'content-type': type }, body });
  const text = JSON.stringify({ ...fields, MsgType: 'text', Content: '@hello', MsgId: 1 });
  for (const type of ['application/json', 'text/json; charset=utf-8', 'text/xml']) {
    const answer = await post(type, text);
    t.equal(answer.status, 200, type);
    t.equal(answer.type, 'application/json; charset=utf-8');
    t.match(JSON.parse(answer.body), {
      ToUserName: 'oFollower',
      MsgType: 'text',
      Content: '已经收到您的建议,会及时处理!',
    });
  }
  const follow = JSON.stringify({ ...fields, MsgType: 'event', Event: 'subscribe' });
  t.match(await post('application/json', follow), { status: 200, body: 'success' });
  t.match(await ingress.waiting('subscribe'), [[{ kind: 'subscribe', fromUserName: 'oFollower' }]]);
  t.match(await post('application/json', '{"MsgType":'), { status: 400, body: 'expected well-formed JSON' });
  t.match(await ingress.push('<xml></xml>'), { status: 400 }, 'XML is read');
  t.match(await post('text/plain', text), { status: 415 });
});
