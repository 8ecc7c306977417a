import t from 'tap';
import { openHandshake, openPush, type PushSecrets, parseEncodingAesKey, sign } from '../src/index.js';
import { NOW, SECRETS, signedQuery, textOf } from './signed-query.js';

const aesKeys = [parseEncodingAesKey('a'.repeat(43))];

t.test('secrets that would let anybody in are refused, whoever comes', async t => {
  const bad: readonly [title: string, secrets: object][] = [
    ['no tokens', { tokens: [] }],
    ['an empty token', { tokens: ['token123', ''] }],
    ['a token that is undefined', { tokens: [undefined] }],
    ['tokens that are one text', { tokens: 'token123' }],
    ['no tolerance', { timestampToleranceSeconds: undefined }],
    ['a tolerance that is no number', { timestampToleranceSeconds: Number.NaN }],
    ['a tolerance below zero', { timestampToleranceSeconds: -1 }],
    ['an unknown mode', { mode: 'secure' }],
    ['security mode without encryption', { mode: 'security' }],
    ['no keys', { mode: 'security', encryption: { appId: 'wx1', aesKeys: [] } }],
    ['no AppID', { mode: 'security', encryption: { appId: '', aesKeys } }],
  ];
  const { timestamp = '', nonce = '' } = signedQuery();
  // What an empty token signs, everybody can sign.
  const query = { timestamp, nonce, signature: sign('', timestamp, nonce) };
  for (const [title, wrong] of bad) {
    // As if they came from a configuration, without their types.
    const secrets = { ...SECRETS, ...wrong } as PushSecrets;
    for (const with_ of [query, signedQuery()]) {
      t.throws(
        () => openPush(with_, textOf('hi'), secrets, NOW),
        { name: 'WechatError', code: 'secrets_malformed' },
        title,
      );
    }
    if (secrets.mode === 'plaintext') {
      t.throws(() => openHandshake({ ...query, echostr: '1' }, secrets, NOW), { code: 'secrets_malformed' }, title);
    }
  }
});
