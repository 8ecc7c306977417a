import { openPush, parseEncodingAesKey, textReply } from '@wechat-pipeline/wechat-core';
import t from 'tap';
import { ACCOUNT } from '../src/account.js';
import { encryptedTextRequests, isReply } from '../src/encrypted-pushes.js';

const SECRETS = {
  tokens: [ACCOUNT.token],
  timestampToleranceSeconds: 300,
  mode: 'security',
  encryption: { appId: ACCOUNT.appId, aesKeys: [parseEncodingAesKey(ACCOUNT.encodingAesKey)] },
} as const;
const DUE = '编辑@+您想说的话,我们可以收到';
const END = `<Content><![CDATA[${DUE}]]></Content></xml>`;

/** Opens a request as an ingress does. */
function open(bytes: string) {
  const [head = '', body = ''] = bytes.split('\r\n\r\n');
  const query = Object.fromEntries(new URLSearchParams(/\?(\S+)/.exec(head)?.[1]));
  return { query, ...openPush(query, body, SECRETS) };
}
const ok = (body: string) => `HTTP/1.1 200 OK\r\n\r\n${body}`;

t.test('each is a push in security mode, from another follower, with a nonce of its own', async t => {
  const next = encryptedTextRequests();
  const [first, second] = [open(next().bytes), open(next().bytes)];
  t.match([first.push, second.push], [{ kind: 'text' }, { kind: 'text' }]);
  t.not(first.push.fromUserName, second.push.fromUserName);
  t.not(first.query.nonce, second.query.nonce);
});

t.test('a reply is right if it is encrypted, signed, to who asked and with what is due', async t => {
  const { push, seal } = open(encryptedTextRequests()().bytes);
  const answer = ok(seal(textReply(DUE)).body);
  t.ok(isReply(answer, push.fromUserName, END));
  t.notOk(isReply(answer, 'another', END));
  t.notOk(isReply(ok(seal(textReply('else')).body), push.fromUserName, END));
  t.notOk(isReply(answer.replace(/<Nonce><!\[CDATA\[\d/, '$&0'), push.fromUserName, END), 'signed otherwise');
});

t.test('every 64th answer is looked into, each at its status and that it is encrypted', async t => {
  const next = encryptedTextRequests();
  const wrong = ok('<xml><Encrypt><![CDATA[A]]></Encrypt></xml>');
  const verdicts = Array.from({ length: 64 }, () => next().isAnsweredBy(wrong));
  t.strictSame([verdicts.indexOf(false), verdicts.lastIndexOf(true)], [63, 62]);
  t.notOk(next().isAnsweredBy(ok('<xml></xml>')));
  t.notOk(next().isAnsweredBy(wrong.replace('200', '503')));
});
