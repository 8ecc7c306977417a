import t, { type Test } from 'tap';
import {
  decrypt,
  encrypt,
  isSignedBy,
  openHandshake,
  openPush,
  type PushMode,
  type PushSecrets,
  parseEncodingAesKey,
  sign,
  textReply,
} from '../src/index.js';
import { parseXml } from '../src/xml.js';
import { readNegativeVectors, readVectors, SHARED_MATERIAL, type Vector } from './shared-material.js';
import { NOW, signedQuery, TOKEN, textOf } from './signed-query.js';

const APP_ID = 'wx0123456789abcdef';
const KEY = parseEncodingAesKey('abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG');
const OTHER_KEY = parseEncodingAesKey('A'.repeat(43));
const encryption = { appId: APP_ID, aesKeys: [KEY] };

function secretsOf(mode: PushMode, more: Partial<PushSecrets> = {}): PushSecrets {
  return {
    tokens: [TOKEN],
    timestampToleranceSeconds: 300,
    mode,
    ...(mode !== 'plaintext' && { encryption }),
    ...more,
  };
}

interface Delivery {
  readonly query: Record<string, string>;
  readonly body: string;
}

const TEXT = textOf('hi');
const JSON_TEXT =
  '{"ToUserName":"gh_account","FromUserName":"oFollower","CreateTime":1795305600,"MsgType":"text",' +
  '"Content":"hi","MsgId":22477458341175809}';

/** A push as WeChat would deliver it in each mode. */
function deliver(mode: PushMode, { document = TEXT, token = TOKEN, key = KEY, appId = APP_ID } = {}): Delivery {
  const query = signedQuery({ token });
  if (mode === 'plaintext') return { query, body: document };
  const encrypted = encrypt(document, key, appId);
  const signed = {
    ...query,
    encrypt_type: 'aes',
    msg_signature: sign(token, query.timestamp ?? '', query.nonce ?? '', encrypted),
  };
  if (document.startsWith('{')) {
    const plain = mode === 'compatibility' ? JSON.parse(document) : {};
    return { query: signed, body: JSON.stringify({ ToUserName: 'gh_account', ...plain, Encrypt: encrypted }) };
  }
  const envelope = `<Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
  const plain = mode === 'compatibility' ? document.replace('</xml>', '') : '<xml><ToUserName>gh_account</ToUserName>';
  return { query: signed, body: plain + envelope };
}

const open = ({ query, body }: Delivery, secrets: PushSecrets) => openPush(query, body, secrets, NOW);

const MODES: readonly PushMode[] = ['plaintext', 'compatibility', 'security'];

t.test('in each mode a push of that mode or a stronger one is taken, a weaker one is refused', async t => {
  for (const [accepted, least] of MODES.entries()) {
    for (const [given, mode] of MODES.entries()) {
      for (const document of [TEXT, JSON_TEXT]) {
        const act = () => open(deliver(mode, { document }), secretsOf(least, { encryption }));
        const title = `${mode} for an account in ${least} mode`;
        if (given >= accepted) t.match(act().push, { kind: 'text', content: 'hi', msgId: '22477458341175809' }, title);
        else t.throws(act, { name: 'UnverifiedPushError', code: 'mode_too_weak' }, title);
      }
    }
  }
});

t.test('no request talks an account in security mode into less', async t => {
  const { query, body } = deliver('security');
  const plain = deliver('plaintext');
  const { encrypt_type: _type, msg_signature: _signature, ...plainQuery } = query;
  const attempts: readonly [title: string, delivery: Delivery, code: string][] = [
    ['a plaintext push, rightly signed', plain, 'mode_too_weak'],
    ['the same, said to be raw', { ...plain, query: { ...plain.query, encrypt_type: 'raw' } }, 'mode_too_weak'],
    ['the same, said to be encrypted', { ...plain, query: { ...plain.query, encrypt_type: 'aes' } }, 'encrypt_missing'],
    ['an encrypted push without its encrypt_type', { query: plainQuery, body }, 'mode_too_weak'],
    ['signed by signature alone', { query: { ...plainQuery, encrypt_type: 'aes' }, body }, 'query_missing'],
    [
      'the signature as msg_signature',
      { query: { ...query, msg_signature: query.signature! }, body },
      'signature_mismatch',
    ],
    ['a body that is no document', { query, body: 'Encrypt' }, 'encrypt_missing'],
    ['Encrypt twice', { query, body: body.replace('<xml>', '<xml><Encrypt>a</Encrypt>') }, 'encrypt_missing'],
    ['an empty Encrypt', { query, body: '<xml><Encrypt></Encrypt></xml>' }, 'signature_mismatch'],
    ['another ciphertext', { query, body: body.replace('<![CDATA[', '<![CDATA[AAAA') }, 'signature_mismatch'],
    ['a DOCTYPE inside', deliver('security', { document: `<!DOCTYPE xml>${TEXT}` }), 'xml_doctype'],
    ['nothing inside', deliver('security', { document: '' }), 'xml_root'],
    ['another AppID inside', deliver('security', { appId: 'wx0000000000000000' }), 'decryption_failed'],
    ['another key', deliver('security', { key: OTHER_KEY }), 'decryption_failed'],
    ['another token', deliver('security', { token: 'another' }), 'signature_mismatch'],
  ];
  for (const [title, delivery, code] of attempts)
    t.throws(() => open(delivery, secretsOf('security')), { code }, title);
});

t.test('in compatibility mode the encrypted copy counts, whatever the plain one says', async t => {
  const { query, body } = deliver('compatibility');
  const forged = body.replace('<![CDATA[hi]]>', '<![CDATA[forged]]>');
  t.match(open({ query, body: forged }, secretsOf('compatibility')).push, { content: 'hi' });
  const document = textOf('<Encrypt>AAAA</Encrypt>');
  const confusing = open(deliver('compatibility', { document }), secretsOf('compatibility'));
  t.match(confusing.push, { content: '<Encrypt>AAAA</Encrypt>' }, 'also if a follower writes of Encrypt');
});

t.test('an old push is refused in each mode, the handshake is signed alike in each', async t => {
  for (const mode of MODES) {
    const { query, body } = deliver(mode);
    const later = NOW + 301_000;
    t.throws(() => openPush(query, body, secretsOf(mode), later), { code: 'timestamp_stale' }, mode);
    t.equal(openHandshake({ ...signedQuery(), echostr: '1' }, secretsOf(mode), NOW), '1');
  }
});

t.test('token and key can be changed one after the other without losing a push', async t => {
  const both = { tokens: ['next', TOKEN], encryption: { appId: APP_ID, aesKeys: [OTHER_KEY, KEY] } };
  for (const mode of MODES) {
    for (const token of ['next', TOKEN]) {
      for (const key of [OTHER_KEY, KEY]) {
        t.match(open(deliver(mode, { token, key }), secretsOf(mode, both)).push, { content: 'hi' }, `${mode} ${token}`);
      }
    }
    t.throws(() => open(deliver(mode, { token: 'older' }), secretsOf(mode, both)), { code: 'signature_mismatch' });
  }
});

t.test('a push to another account is refused where the original ID is known', async t => {
  for (const mode of MODES) {
    t.ok(open(deliver(mode), secretsOf(mode, { originalId: 'gh_account' })));
    t.throws(() => open(deliver(mode), secretsOf(mode, { originalId: 'gh_other' })), { code: 'receiver_mismatch' });
  }
});

function unseal(t: Test, body: string, format: 'xml' | 'json', token: string, key = KEY): Record<string, unknown> {
  const read = (text: string) => ({ ...(format === 'json' ? JSON.parse(text) : parseXml(text)) });
  const { Encrypt, MsgSignature, TimeStamp, Nonce, ...rest } = read(body);
  t.strictSame(rest, {}, 'the envelope has four elements');
  t.ok(isSignedBy(MsgSignature, token, String(TimeStamp), Nonce, Encrypt), 'and is signed');
  return read(decrypt(Encrypt, key, APP_ID));
}

t.test('a reply goes as the push came: its format, its encryption, its token and its key', async t => {
  const expected = { ToUserName: 'oFollower', FromUserName: 'gh_account', MsgType: 'text', Content: ']]>hi' };
  const plain = open(deliver('plaintext'), secretsOf('plaintext')).seal(textReply(']]>hi'));
  t.equal(plain.contentType, 'text/xml');
  t.match(parseXml(plain.body), expected);
  const rotating = { tokens: ['next', TOKEN], encryption: { appId: APP_ID, aesKeys: [OTHER_KEY, KEY] } };
  for (const mode of ['compatibility', 'security'] as const) {
    for (const [format, document] of [
      ['xml', TEXT],
      ['json', JSON_TEXT],
    ] as const) {
      const { seal } = open(deliver(mode, { document }), secretsOf(mode, rotating));
      const { contentType, body } = seal(textReply(']]>hi'));
      t.equal(contentType, format === 'json' ? 'application/json' : 'text/xml');
      t.match(unseal(t, body, format, TOKEN), expected, `${mode}, ${format}`);
      t.not(seal(textReply(']]>hi')).body, body, 'and never looks the same');
    }
  }
});

t.test('a push in JSON reads as one in XML does', async t => {
  const json = '{"ToUserName":"gh","FromUserName":"platform","CreateTime":1795305600,"MsgType":"event","Event":"x",';
  const { push } = open(
    {
      query: signedQuery(),
      body: `${json}" OpenID":"o","MsgID":1700827132819554304,"List":[{"a":1.50},{"a":-2e3}],"n":null,"t":true,"s":"7\\"8"}`,
    },
    secretsOf('plaintext'),
  );
  t.strictSame(push.kind === 'unknown' && JSON.parse(JSON.stringify(push.fields)), {
    ToUserName: 'gh',
    FromUserName: 'platform',
    CreateTime: '1795305600',
    MsgType: 'event',
    Event: 'x',
    OpenID: 'o',
    MsgID: '1700827132819554304',
    List: [{ a: '1.50' }, { a: '-2e3' }],
    n: '',
    t: 'true',
    s: '7"8',
  });
  const refused = [
    '{',
    '{"a":}',
    '{"__proto__":{"a":1}}',
    '{"constructor":1}',
    `{"a":${'['.repeat(20)}${']'.repeat(20)}}`,
  ];
  for (const body of refused) {
    const delivery = { query: signedQuery(), body };
    t.throws(() => open(delivery, secretsOf('plaintext')), { code: 'json_malformed' }, body);
  }
});

/** Opens a vector as the account that it was made for. */
function openVector({ token, encodingAESKey, appid, timestamp, nonce, msg_signature, encrypt: encrypted }: Vector) {
  const query = { timestamp, nonce, msg_signature, encrypt_type: 'aes' };
  const body = `<xml><ToUserName>gh</ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
  const secrets: PushSecrets = {
    tokens: [token ?? ''],
    timestampToleranceSeconds: 0,
    mode: 'security',
    encryption: { appId: appid ?? '', aesKeys: [parseEncodingAesKey(encodingAESKey ?? '')] },
  };
  return openPush(query, body, secrets);
}

t.test('whole pushes of other implementations open, tampered ones do not', SHARED_MATERIAL, async t => {
  const pushes = readVectors().filter(({ kind, appid }) => kind === 'encrypted_request' && appid);
  t.ok(pushes.length >= 5);
  for (const vector of pushes) {
    const { push } = openVector(vector);
    t.ok(vector.decrypted?.msg.includes(push.fromUserName) && push.createTime > 0, vector.id);
  }
  for (const vector of readNegativeVectors().filter(({ encrypt: encrypted }) => encrypted !== undefined)) {
    if (vector.plaintext === undefined) t.throws(() => openVector(vector), { name: /PushError$/ }, vector.id);
    else t.ok(openVector(vector), vector.id);
  }
});
