import t from 'tap';
import { openPush, textReply } from '../src/index.js';
import { NOW, SECRETS, signedQuery, textOf } from './signed-query.js';

t.test('a text reply goes back to the sender, with its time in seconds', async t => {
  const push = openPush(signedQuery(), textOf('hi'), SECRETS, NOW);
  t.equal(
    textReply(push, '收到', NOW + 999),
    '<xml><ToUserName><![CDATA[oFollower]]></ToUserName><FromUserName><![CDATA[gh_account]]></FromUserName>' +
      '<CreateTime>1795305600</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[收到]]></Content></xml>',
  );
});

t.test('no text breaks out of a reply', async t => {
  const push = openPush(signedQuery(), textOf('hi'), SECRETS, NOW);
  for (const content of [']]>', 'a]]>b]]>', ']]]]>>', '<![CDATA[', '</Content></xml>', '&amp;', ' ', '\n', '🙂']) {
    const read = openPush(signedQuery(), textReply(push, content, NOW), SECRETS, NOW);
    t.match(read, { kind: 'text', content, fromUserName: 'gh_account', toUserName: 'oFollower' }, content);
  }
});
