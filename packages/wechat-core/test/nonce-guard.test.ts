import t from 'tap';
import { createNonceGuard, encrypt, openPush, type PushSecrets, parseEncodingAesKey, sign } from '../src/index.js';
import { NOW, SECRETS, signedQuery, TOKEN, textOf } from './signed-query.js';

const guarded = (): PushSecrets => ({ ...SECRETS, nonces: createNonceGuard(SECRETS) });

t.test('a nonce that comes back with another body is refused; with the same it is a redelivery', async t => {
  const secrets = guarded();
  const query = signedQuery();
  const open = (body: string, with_ = query) => openPush(with_, body, secrets, NOW).push;
  t.match(open(textOf('hi')), { content: 'hi' });
  t.match(open(textOf('hi')), { content: 'hi' }, 'redelivered');
  t.throws(() => open(textOf('forged')), { name: 'UnverifiedPushError', code: 'nonce_reused' });
  t.throws(() => open('<xml>'), { code: 'nonce_reused' }, 'before anything of the body is read');
  t.match(open(textOf('hi')), { content: 'hi' }, 'whatever was tried in between');
  t.match(open(textOf('later'), signedQuery({ secondsAgo: -1 })), { content: 'later' }, 'signed in another second');
});

t.test('without a guard no nonce is remembered, and one that is not well signed never is', async t => {
  const query = signedQuery();
  for (const content of ['hi', 'another']) t.ok(openPush(query, textOf(content), SECRETS, NOW));
  const secrets = guarded();
  t.throws(() => openPush({ ...query, signature: sign('another') }, textOf('forged'), secrets, NOW));
  t.ok(openPush(query, textOf('hi'), secrets, NOW));
});

t.test('encrypted pushes are told by what they hold: a redelivery is encrypted anew', async t => {
  const aesKey = parseEncodingAesKey('abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG');
  const secrets: PushSecrets = { ...guarded(), mode: 'security', encryption: { appId: 'wx1', aesKeys: [aesKey] } };
  const query = signedQuery();
  const open = (content: string) => {
    const encrypted = encrypt(textOf(content), aesKey, 'wx1');
    const msg_signature = sign(TOKEN, query.timestamp ?? '', query.nonce ?? '', encrypted);
    const body = `<xml><Encrypt>${encrypted}</Encrypt></xml>`;
    return openPush({ ...query, encrypt_type: 'aes', msg_signature }, body, secrets, NOW).push;
  };
  t.match([open('hi'), open('hi')], [{ content: 'hi' }, { content: 'hi' }]);
  t.throws(() => open('another'), { code: 'nonce_reused' });
});

t.test('a nonce is remembered as long as its timestamp would be taken', async t => {
  for (const [timestampToleranceSeconds, seconds] of [
    [300, 600],
    [10, 20],
    [0, 600],
  ] as const) {
    const { admits } = createNonceGuard({ timestampToleranceSeconds });
    const admitsAt = (second: number, digest: string) => admits({ nonce: 'n', digest }, NOW + second * 1_000);
    t.ok(admitsAt(0, 'a'));
    t.notOk(admitsAt(seconds, 'b'), `${seconds} seconds`);
    t.ok(admitsAt(5 * seconds, 'b'), 'and in the end forgotten');
  }
});

t.test('no more nonces are remembered than asked for, the latest ones', async t => {
  const { admits } = createNonceGuard({ timestampToleranceSeconds: 300, most: 1_000 });
  const nonces = Array.from({ length: 10_000 }, (_, index) => String(index));
  t.ok(nonces.every(nonce => admits({ nonce, digest: 'a' }, NOW)));
  const refused = nonces.toReversed().findIndex(nonce => admits({ nonce, digest: 'b' }, NOW));
  t.ok(refused >= 500 && refused <= 1_000, `the latest ${refused}`);
});

t.test('of very many nonces each is told from all others', async t => {
  const { admits } = createNonceGuard({ timestampToleranceSeconds: 300 });
  const deliveries = Array.from({ length: 40_000 }, (_, index) => {
    return { nonce: `1795305600-${1_000_000_000 + index}`, digest: `digest ${index}` };
  });
  t.ok(
    deliveries.every(delivery => admits(delivery, NOW)),
    'none is taken for one that came before',
  );
  t.ok(
    deliveries.every(delivery => admits(delivery, NOW)),
    'redelivered',
  );
  t.notOk(
    deliveries.some(({ nonce, digest }) => admits({ nonce, digest: `${digest}.` }, NOW)),
    'with another body',
  );
});

t.test('a nonce that is none is refused', async t => {
  const { timestamp = '' } = signedQuery();
  for (const nonce of ['a b', 'ä', 'n'.repeat(129)]) {
    const query = { timestamp, nonce, signature: sign(TOKEN, timestamp, nonce) };
    t.throws(() => openPush(query, textOf('hi'), SECRETS, NOW), { code: 'nonce_malformed' }, nonce);
  }
});
