import t from 'tap';
import { account, otherAccount, setup } from './setup.js';

const credentials = { grant_type: 'client_credential', appid: account.appId, secret: account.appSecret };
const MINUTE = 60_000;

t.test('stable_token answers the same token until its last five minutes', async t => {
  const { post, clock, errcodeWith } = await setup(t);
  const first = await post('/cgi-bin/stable_token', credentials);
  t.equal(first.expires_in, 7_200);

  clock.now += 115 * MINUTE - 1_000;
  const again = await post('/cgi-bin/stable_token', credentials);
  t.same(again, { access_token: first.access_token, expires_in: 301 });

  clock.now += 1_000;
  const next = await post('/cgi-bin/stable_token', credentials);
  t.not(next.access_token, first.access_token);
  t.equal(next.expires_in, 7_200);
  t.equal(await errcodeWith(String(first.access_token)), undefined, 'old and new are valid together');

  clock.now += 5 * MINUTE;
  t.equal(await errcodeWith(String(first.access_token)), 42001);
  t.equal(await errcodeWith(String(next.access_token)), undefined);
});

t.test('a forced refresh has a new token, and the old one is invalid at once', async t => {
  const { platform, stableToken, errcodeWith } = await setup(t);
  const old = await stableToken();
  const forced = await stableToken({ force_refresh: true });
  t.not(forced, old);
  t.equal(await errcodeWith(old), 40001);
  t.equal(await errcodeWith(forced), undefined);
  t.equal(await stableToken(), forced);
  t.match(platform.calls, { tokensIssued: 2, forcedRefreshes: 1 });
});

t.test('a forced refresh within thirty seconds of the last answers the same token', async t => {
  const { clock, stableToken } = await setup(t);
  const forced = await stableToken({ force_refresh: true });
  clock.now += 29_999;
  t.equal(await stableToken({ force_refresh: true }), forced);
  clock.now += 1;
  t.not(await stableToken({ force_refresh: true }), forced);
});

t.test('the twenty-first forced refresh of a Shanghai day answers the same token', async t => {
  const { platform, clock, stableToken } = await setup(t);
  for (let refresh = 0; refresh < 20; refresh++) {
    await stableToken({ force_refresh: true });
    clock.now += 30_000;
  }
  const twentieth = await stableToken();
  t.equal(await stableToken({ force_refresh: true }), twentieth);
  t.equal(platform.calls.forcedRefreshes, 20);

  clock.now = Date.UTC(2025, 0, 15, 16);
  t.not(await stableToken({ force_refresh: true }), twentieth, 'midnight in Shanghai');
  t.equal(platform.calls.forcedRefreshes, 21);
});

t.test('token answers a new one each time, and the previous stays valid for five minutes', async t => {
  const { clock, plainToken, errcodeWith } = await setup(t);
  const previous = await plainToken();
  const current = await plainToken();
  t.not(current, previous);
  clock.now += 5 * MINUTE - 1;
  t.equal(await errcodeWith(previous), undefined);
  clock.now += 1;
  t.equal(await errcodeWith(previous), 40001);
  t.equal(await errcodeWith(current), undefined);
});

t.test('token and stable_token do not invalidate each other', async t => {
  const { clock, plainToken, stableToken, errcodeWith } = await setup(t);
  const stable = await stableToken();
  const plain = await plainToken();
  clock.now += 10 * MINUTE;
  const newStable = await stableToken({ force_refresh: true });
  t.equal(await errcodeWith(plain), undefined);
  t.equal(await errcodeWith(stable), 40001);
  await plainToken();
  clock.now += 10 * MINUTE;
  t.equal(await errcodeWith(newStable), undefined);
});

t.test('wrong credentials are refused with the platform’s errcode', async t => {
  const { get, post } = await setup(t);
  const refusals: [number, Record<string, string>][] = [
    [40002, { ...credentials, grant_type: 'password' }],
    [41002, { ...credentials, appid: '' }],
    [40013, { ...credentials, appid: 'wxunknown' }],
    [41004, { ...credentials, secret: '' }],
    [40125, { ...credentials, secret: 'no secret at all' }],
    [40001, { ...credentials, secret: otherAccount.appSecret }],
  ];
  for (const [errcode, wrong] of refusals) {
    t.equal((await get('/cgi-bin/token', wrong)).errcode, errcode, `token: ${errcode}`);
    t.equal((await post('/cgi-bin/stable_token', wrong)).errcode, errcode, `stable_token: ${errcode}`);
  }
  t.equal((await get('/cgi-bin/stable_token')).errcode, 43002);
  t.equal((await post('/cgi-bin/token', '{}')).errcode, 43001);
  t.equal((await post('/cgi-bin/stable_token', '')).errcode, 44002);
  t.equal((await post('/cgi-bin/stable_token', '{')).errcode, 47001);
});

t.test('a call without a good access token is refused with the platform’s errcode', async t => {
  const { errcodeWith, get } = await setup(t);
  t.equal((await get('/cgi-bin/user/get')).errcode, 41001);
  t.equal(await errcodeWith('no token'), 40014);
  t.equal(await errcodeWith(`92_${'x'.repeat(134)}`), 40001);
});

t.test('revoked tokens are 40001 and expired ones 42001, of that account only', async t => {
  const { platform, plainToken, stableToken, errcodeWith } = await setup(t);
  const tokens = [await stableToken(), await plainToken()];
  const others = await plainToken(otherAccount);
  platform.revokeToken();
  for (const token of tokens) t.equal(await errcodeWith(token), 40001);
  t.equal(await errcodeWith(others), undefined);

  const next = await stableToken();
  t.equal(await errcodeWith(next), undefined);
  platform.expireToken();
  t.equal(await errcodeWith(next), 42001);
  t.not(await stableToken(), next);
});

t.test('a stuck revoked token is answered again until it is refreshed by force', async t => {
  const { platform, stableToken, errcodeWith } = await setup(t);
  const dead = await stableToken();
  platform.revokeToken({ stuck: true });
  t.equal(await stableToken(), dead);
  t.equal(await errcodeWith(dead), 40001);
  t.equal(await errcodeWith(await stableToken({ force_refresh: true })), undefined);
});
