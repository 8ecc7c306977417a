import fc from 'fast-check';
import t, { type Test } from 'tap';
import { cdata, openPush, type PushSecrets, parseEncodingAesKey, type Reply, sign, textReply } from '../src/index.js';
import type { AccountSecrets, Peer } from './peers/peer.js';
import { wechatCrypto } from './peers/wechat-crypto.js';
import { fetchWechatpy, openWechatpy, type Wechatpy } from './peers/wechatpy.js';
import { NOW, TOKEN, xmlOf } from './signed-query.js';

const ACCOUNT: AccountSecrets = {
  token: TOKEN,
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  appId: 'wx0123456789abcdef',
};
const SECRETS: PushSecrets = {
  tokens: [TOKEN],
  timestampToleranceSeconds: 300,
  mode: 'security',
  encryption: { appId: ACCOUNT.appId, aesKeys: [parseEncodingAesKey(ACCOUNT.encodingAesKey)] },
};
const RUNS = { numRuns: 500 };

const python = await fetchWechatpy(line => t.comment(line)).catch(error => `no wechatpy: ${error.message}`);
const skip = typeof python === 'string' && python;

/** Runs a test with each peer that can be had here. */
function withEachPeer(title: string, test: (t: Test, peer: Peer) => Promise<void>): void {
  t.test(title, async t => {
    await t.test('wechat-crypto', t => test(t, wechatCrypto(ACCOUNT)));
    await t.test('wechatpy', { skip }, t => test(t, wechatpy(t)));
  });
}

function wechatpy(t: Test, account = ACCOUNT): Wechatpy {
  if (typeof python === 'string') throw new Error(python);
  return openWechatpy(t, python, account);
}

const timestamps = fc.integer({ min: NOW / 1_000 - 300, max: NOW / 1_000 + 300 }).map(String);
const nonces = fc.stringMatching(/^[\w-]{1,32}$/);
const nasty = fc.constantFrom(']]>', '<![CDATA[', '</Content>', '&amp;', '🙂', '👨‍👩‍👧', '𠮷', '\n', '\t', '  ');
const texts = fc
  .array(fc.oneof(nasty, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 })), { minLength: 1, maxLength: 40 })
  .map(pieces => pieces.join(''))
  .filter(text => Buffer.byteLength(text) <= 2_048);

const documentOf = (content: string) => xmlOf(`<MsgType>text</MsgType><Content>${cdata(content)}</Content>`);

/** Opens what a peer has sealed. */
async function openFrom(peer: Peer, content: string, timestamp: string, nonce: string) {
  const { encrypted, signature } = await peer.seal(documentOf(content), timestamp, nonce);
  const body = `<xml><ToUserName>gh_account</ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
  return openPush({ timestamp, nonce, msg_signature: signature, encrypt_type: 'aes' }, body, SECRETS, NOW);
}

withEachPeer('what another implementation encrypts and signs opens here', async (t, peer) => {
  await fc.assert(
    fc.asyncProperty(texts, timestamps, nonces, async (text, timestamp, nonce) => {
      const { push } = await openFrom(peer, text, timestamp, nonce);
      return push.kind === 'text' && push.content === text;
    }),
    RUNS,
  );
  t.pass(`${RUNS.numRuns} pushes`);
});

withEachPeer('a sealed reply opens in another implementation', async (t, peer) => {
  const { seal } = await openFrom(peer, 'hi', String(NOW / 1_000), '1');
  const open = (reply: Reply) => peer.open(seal(reply).body);
  await fc.assert(
    fc.asyncProperty(texts, async text => (await open(textReply(text))).Content === text),
    RUNS,
  );
  t.match(await open(textReply('你好')), {
    ToUserName: 'oFollower',
    FromUserName: 'gh_account',
    CreateTime: /^\d{10}$/,
    MsgType: 'text',
    Content: '你好',
  });
});

withEachPeer('every length of a text goes both ways, over three blocks of padding', async (t, peer) => {
  for (let length = 1; length <= 96; length += 1) {
    const text = 'a'.repeat(length);
    const { push, seal } = await openFrom(peer, text, String(NOW / 1_000), '1');
    t.match(push, { content: text }, `${length} bytes, from the peer`);
    t.match(await peer.open(seal(textReply(text)).body), { Content: text }, `${length} bytes, to the peer`);
  }
});

t.test('wechatpy takes the signatures of here, and no reply that was changed or is for another', { skip }, async t => {
  const peer = wechatpy(t);
  await fc.assert(
    fc.asyncProperty(timestamps, nonces, (timestamp, nonce) =>
      peer.check(sign(TOKEN, timestamp, nonce), timestamp, nonce),
    ),
    RUNS,
  );
  await t.rejects(peer.check(sign(TOKEN, '1', '2'), '1', '3'), { message: 'InvalidSignatureException' });
  const { seal } = await openFrom(peer, 'hi', String(NOW / 1_000), '1');
  const { body } = seal(textReply('hi'));
  const changed = body.replace(/<TimeStamp>\d/, '<TimeStamp>0');
  await t.rejects(peer.open(changed), { message: 'InvalidSignatureException' });
  const other = wechatpy(t, { ...ACCOUNT, appId: 'wx0000000000000000' });
  await t.rejects(other.open(body), { message: 'InvalidAppIdException' });
});
