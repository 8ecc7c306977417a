import { EncryptJWT } from 'jose';
import t from 'tap';
import { accountKeys } from '../src/account-keys.js';
import { ACCOUNT, cookieOf, newKey, SHOP, shopEntry, startSession } from './start-session.js';

const DAY = 86_400_000;
const contentOf = (cookie: string) => cookie.slice(cookie.indexOf('=') + 1);

t.test('the cookie is for this host alone, for no script, and for as long as SESSION_SECONDS says', async t => {
  const env = { SESSION_URL: 'https://pages.example/wx', SESSION_SECONDS: 3_600 };
  const { get, visitWechat, follow } = await startSession(t, { env });
  await follow('oAlice');
  const entered = await get('/wx/enter?to=/');
  t.match(entered.setCookies, [
    /^__Host-wechat-browser=[\w-]{22}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  ]);
  const { path, cookie } = await visitWechat('oAlice', { path: '/wx' });
  t.match(path, /^\/wx\/callback\?/);
  const { setCookies, location } = await get(path, { cookie });
  t.equal(location, 'https://pages.example/page#');
  t.match(setCookies, [
    /^__Host-wechat-session=[\w.-]{100,600}; Max-Age=3600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  ]);
  const [session = ''] = setCookies;
  const readable = contentOf(session)
    .split('.')
    .map(part => Buffer.from(part, 'base64url').toString('latin1'));
  t.notMatch(readable.join(), 'oAlice', 'and nobody reads who it is about');
});

t.test('a browser without a session is not given one by anything that was not sealed for it', async t => {
  const { get, signIn, visitWechat, follow, unfollow, clock, phone, url } = await startSession(t, {
    file: shopEntry(),
  });
  await follow('oAlice');
  await follow('oAlice', clock.now, SHOP.appId);
  const genuine = contentOf(await signIn('oAlice'));
  const shops = contentOf(await signIn('oAlice', { path: '/shop' }));
  const visitor = phone('oStranger');
  await visitor.open(`${url}/enter`);
  const [header, key, iv = '', ciphertext = '', tag = ''] = genuine.split('.');

  const keys = accountKeys(ACCOUNT.appId, undefined, ACCOUNT.appSecret);
  const seconds = Math.floor(clock.now / 1_000);
  const claims = { following: `${clock.now}  ` };
  const seal = (
    by: Uint8Array,
    audience = ACCOUNT.appId,
    header = { alg: 'dir', enc: 'A256GCM' },
    expires = seconds + 60,
  ) =>
    new EncryptJWT(claims)
      .setProtectedHeader(header)
      .setAudience(audience)
      .setSubject('oAlice')
      .setIssuedAt(seconds)
      .setExpirationTime(expires)
      .encrypt(by);
  const ours = keys.session[0];
  t.equal(
    (await get('/verify', { cookie: `wechat-session=${await seal(ours)}` })).status,
    204,
    'as a session is sealed',
  );
  const flip = (part: string) => (part.startsWith('A') ? 'B' : 'A') + part.slice(1);
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify({ ...claims, sub: 'oAlice', aud: ACCOUNT.appId, iat: seconds, exp: seconds + 60 })).toString('base64url')}.`;
  const forged: Readonly<Record<string, string>> = {
    'an empty one': '',
    nonsense: 'nonsense',
    'dots alone': '....',
    'an OpenID': 'oAlice',
    JSON: '%7B%22openid%22%3A%22oAlice%22%7D',
    'an unsigned token': unsigned,
    'cut at its end': genuine.slice(0, -1),
    'cut in its middle': genuine.slice(0, genuine.length / 2),
    'without its tag': `${header}.${key}.${iv}.${ciphertext}.`,
    'another ciphertext': `${header}.${key}.${iv}.${flip(ciphertext)}.${tag}`,
    'another tag': `${header}.${key}.${iv}.${ciphertext}.${flip(tag)}`,
    'another IV': `${header}.${key}.${flip(iv)}.${ciphertext}.${tag}`,
    'another header': `${Buffer.from('{"alg":"dir","enc":"A256GCM" }').toString('base64url')}.${key}.${iv}.${ciphertext}.${tag}`,
    longer: `${genuine}A`,
    twice: `${genuine}.${genuine}`,
    'another account’s': shops,
    'for another account, sealed by ours': await seal(ours, SHOP.appId),
    'sealed by another key': await seal(new Uint8Array(32)),
    'sealed by the AppSecret itself': await seal(
      new Uint8Array(Buffer.from(ACCOUNT.appSecret.padEnd(32).slice(0, 32))),
    ),
    'sealed by the key of another purpose': await seal(keys.state[0]),
    'sealed in another way': await seal(ours, ACCOUNT.appId, { alg: 'dir', enc: 'A128CBC-HS256' }),
    'that has expired': await seal(ours, ACCOUNT.appId, { alg: 'dir', enc: 'A256GCM' }, seconds),
    'of one who did not follow': contentOf(
      cookieOf(visitor, url)
        .split('; ')
        .find(pair => pair.startsWith('wechat-session'))!,
    ),
    'a state': new URL(`http://a${(await visitWechat('oAlice')).path}`).searchParams.get('state') ?? '',
  };
  t.ok(Object.keys(forged).length >= 20);
  for (const [title, value] of Object.entries(forged)) {
    const cookie = `wechat-session=${value}`;
    t.match(await get('/verify', { cookie }), { status: 401, body: '' }, title);
    t.equal((await get('/me', { cookie })).status, 401, title);
    t.not((await get('/enter?to=/page', { cookie })).location, `${url}/page`, title);
  }
  t.equal((await get('/verify', { cookie: `wechat-session-shop=${genuine}` })).status, 401, 'nor by another’s name');
  t.equal((await get('/shop/verify', { cookie: `wechat-session-shop=${genuine}` })).status, 401);
  t.equal((await get('/shop/verify', { cookie: `wechat-session-shop=${shops}` })).status, 204);
  t.equal(
    (await get('/verify', { cookie: `wechat-session=${genuine}` })).status,
    204,
    'while the genuine one holds good',
  );
  await unfollow('oAlice');
  t.equal((await get('/verify', { cookie: `wechat-session=${genuine}` })).status, 401, 'until its follower has left');
});

t.test('a session ends when its time is over, and going on does not lengthen it', async t => {
  const { get, signIn, follow, clock, platform } = await startSession(t);
  await follow('oAlice');
  const cookie = await signIn('oAlice');
  clock.now += 7 * DAY - 1_000;
  const entered = await get('/enter?to=/page', { cookie });
  t.match(entered, { status: 302, location: /\/page$/, setCookies: [] });
  clock.now += 1_000;
  t.equal((await get('/verify', { cookie })).status, 401);
  t.equal((await get('/me', { cookie })).status, 401);
  t.match(await get('/enter?to=/page', { cookie }), { status: 302, location: /connect\/oauth2/ });
  t.equal(platform.calls.paths['/sns/oauth2/access_token'], 1);
});

t.test('who does not follow is remembered for ten minutes', async t => {
  const { get, signIn, follow, clock } = await startSession(t);
  const cookie = await signIn('oBob');
  clock.now += 599_000;
  t.match(await get('/enter?to=/page', { cookie }), { status: 200, body: /我已关注/ });
  clock.now += 1_000;
  await follow('oBob');
  t.match(await get('/enter?to=/page', { cookie }), { status: 302, location: /connect\/oauth2/ });
});

t.test('keys change without a session being lost: the first seals, any of them opens', async t => {
  const [old, young] = [newKey(), newKey()];
  const { startInstance, signIn, follow, clock } = await startSession(t, { env: { SESSION_KEYS: old } });
  await follow('oAlice');
  const cookie = await signIn('oAlice');
  const both = await startInstance({ SESSION_KEYS: `${young},${old}` });
  t.match(await both.get('/verify', { cookie }), { status: 204, setCookies: [] });
  clock.now += DAY;
  const entered = await both.get('/enter?to=/page', { cookie });
  t.match(entered, { status: 302, location: /\/page$/ });
  t.match(entered.setCookies, [/^wechat-session=.*; Max-Age=518400;/], 'sealed anew, and not for longer');
  const [anew = ''] = entered.setCookies;

  const alone = await startInstance({ SESSION_KEYS: young });
  t.equal((await alone.get('/verify', { cookie })).status, 401);
  t.match(await alone.get('/verify', { cookie: anew.split(';')[0]! }), { status: 204 });
  t.strictSame((await alone.get('/enter?to=/page', { cookie: anew.split(';')[0]! })).setCookies, []);
  clock.now += 6 * DAY;
  t.equal((await alone.get('/verify', { cookie: anew.split(';')[0]! })).status, 401);
});

t.test('a state that was written by the older key is taken, too', async t => {
  const [old, young] = [newKey(), newKey()];
  const { startInstance, visitWechat, follow } = await startSession(t, { env: { SESSION_KEYS: old } });
  await follow('oAlice');
  const both = await startInstance({ SESSION_KEYS: `${young},${old}` });
  const { path, cookie } = await visitWechat('oAlice');
  t.match(await both.get(path, { cookie }), { status: 302, location: /\/page#$/ });
  const alone = await startInstance({ SESSION_KEYS: young });
  const other = await visitWechat('oAlice');
  t.equal((await alone.get(other.path, { cookie: other.cookie })).status, 403);
});

t.test('an account’s keys are its own, and each purpose’s', async t => {
  const key = newKey();
  const derived = [
    accountKeys('wx1', key, 'a'),
    accountKeys('wx2', key, 'a'),
    accountKeys('wx1', undefined, 'a'),
    accountKeys('wx1', undefined, 'b'),
  ].flatMap(({ session, state }) => [...session, ...state].map(bytes => Buffer.from(bytes).toString('hex')));
  t.equal(new Set(derived).size, 8);
  t.ok(derived.every(hex => hex.length === 64));
  t.strictSame(accountKeys('wx1', key, 'a'), accountKeys('wx1', key, 'b'), 'of SESSION_KEYS where there are any');
});
