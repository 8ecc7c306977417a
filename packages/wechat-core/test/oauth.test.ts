import { createPhone, type Platform } from '@wechat-pipeline/played-wechat';
import t from 'tap';
import {
  authorizeUrl,
  ERROR_POLICY,
  exchangeCode,
  fetchVisitorInfo,
  isGrantValid,
  type OAuthGrant,
  type RestartOAuthError,
  refreshGrant,
  type VisitorGrant,
} from '../src/index.js';
import { CREDENTIALS, playAccount } from './played-account.js';
import { startCallback } from './start-callback.js';

const TOKEN = '/sns/oauth2/access_token';
const { appId } = CREDENTIALS;
const REQUEST = { appId, redirectUri: 'https://example.com/wx/callback?to=1&b=2', state: 'aB3' } as const;

t.test('the authorization’s address has its parameters in the order that the platform checks', async t => {
  const address =
    'https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx0123456789abcdef' +
    '&redirect_uri=https%3A%2F%2Fexample.com%2Fwx%2Fcallback%3Fto%3D1%26b%3D2&response_type=code';
  t.equal(authorizeUrl({ ...REQUEST, scope: 'snsapi_base' }), `${address}&scope=snsapi_base&state=aB3#wechat_redirect`);
  t.equal(
    authorizeUrl({ ...REQUEST, scope: 'snsapi_userinfo', forceSnapShot: true, forcePopup: true }),
    `${address}&scope=snsapi_userinfo&state=aB3&forcePopup=true&forceSnapShot=true#wechat_redirect`,
  );
});

t.test('an address that the platform would refuse is not made', async t => {
  const scope = 'snsapi_base';
  t.ok(authorizeUrl({ ...REQUEST, scope, state: 'a'.repeat(128) }));
  for (const [wrong, code, message] of [
    [{ state: '' }, 'request_empty', /expected a state/],
    [{ state: 'a'.repeat(129) }, 'request_too_long', /at most 128 characters, got 129/],
    [{ state: 'a-b' }, 'request_malformed', /letters and digits only/],
    [{ state: 'a\n' }, 'request_malformed', /letters and digits only/],
    [{ redirectUri: '/wx/callback' }, 'request_malformed', /a whole address/],
    [{ redirectUri: 'javascript://example.com' }, 'request_malformed', /a whole address/],
    [{ redirectUri: 'https://' }, 'request_malformed', /a whole address/],
  ] as const) {
    const request = { ...REQUEST, scope, ...wrong } as const;
    t.throws(() => authorizeUrl(request), { name: 'ApiRequestError', code, message }, JSON.stringify(wrong));
  }
  // @ts-expect-error there is no such scope
  t.ok(authorizeUrl({ ...REQUEST, scope: 'snsapi_login' }));
});

interface Visiting {
  readonly scope?: 'snsapi_base' | 'snsapi_userinfo';
  readonly isSnapshot?: boolean;
  readonly forceSnapShot?: boolean;
}

/** The code that a phone comes back with. */
async function codeOf(platform: Platform, openid: string, { isSnapshot = false, ...options }: Visiting = {}) {
  const callback = await startCallback(t);
  const phone = createPhone({ platformUrl: platform.url, openid, isSnapshot });
  const url = authorizeUrl({
    appId,
    redirectUri: callback.url,
    scope: 'snsapi_base',
    state: 'aB3',
    url: platform.url,
    ...options,
  });
  await phone.open(url);
  const query = callback.queries[0]!;
  t.equal(query.get('state'), 'aB3');
  return query.get('code')!;
}

function visitor(grant: OAuthGrant): VisitorGrant {
  if (grant.kind === 'visitor') return grant;
  throw new Error('expected a visitor, got a snapshot');
}

t.test('a code is worth the OpenID of who is at the phone, follower or not', async t => {
  const { platform, client, clock } = await playAccount(t);
  platform.follow('oFollower', { unionid: 'uFollower' });
  const now = () => clock.now;
  const grant = await exchangeCode(client, CREDENTIALS, await codeOf(platform, 'oFollower'), now);
  t.match(grant, {
    kind: 'visitor',
    openid: 'oFollower',
    scope: ['snsapi_base'],
    access_token: /.{40}/,
    refresh_token: /.{40}/,
    expiresAt: clock.now + 7_200_000,
  });
  t.notOk('unionid' in grant);
  const code = await codeOf(platform, 'oFollower', { scope: 'snsapi_userinfo' });
  t.match(await exchangeCode(client, CREDENTIALS, code), { scope: ['snsapi_userinfo'], unionid: 'uFollower' });
  t.match(await exchangeCode(client, CREDENTIALS, await codeOf(platform, 'oStranger')), { openid: 'oStranger' });
});

t.test('a snapshot’s made-up OpenID cannot be taken for somebody’s', async t => {
  const { platform, client } = await playAccount(t);
  platform.follow('oFollower');
  for (const options of [{ isSnapshot: true }, { scope: 'snsapi_userinfo', forceSnapShot: true }] as const) {
    const grant = await exchangeCode(client, CREDENTIALS, await codeOf(platform, 'oFollower', options));
    t.match(grant, { kind: 'snapshot', virtualOpenid: /^oSnapshot/ });
    t.strictSame(Object.keys(grant), ['kind', 'virtualOpenid'], 'nor can anything be asked with it');
    // @ts-expect-error not before it is known that they are a visitor
    t.equal(grant.openid, undefined);
    // @ts-expect-error of a snapshot there is nothing to refresh
    const refresh = () => refreshGrant(client, appId, grant);
    // @ts-expect-error nor to ask
    const ask = () => fetchVisitorInfo(client, grant);
    t.strictSame([typeof refresh, typeof ask], ['function', 'function']);
  }
});

t.test('whatever the platform may mean by is_snapshotuser, but 0, is the safe side', async t => {
  const { platform, client } = await playAccount(t);
  const answer = (is_snapshotuser: unknown) =>
    JSON.stringify({
      access_token: 'a',
      expires_in: 7_200,
      refresh_token: 'r',
      openid: 'o',
      scope: 'snsapi_base,snsapi_userinfo',
      is_snapshotuser,
    });
  for (const [value, kind] of [
    [undefined, 'visitor'],
    [0, 'visitor'],
    [1, 'snapshot'],
    ['1', 'snapshot'],
    [true, 'snapshot'],
    [2, 'snapshot'],
  ] as const) {
    platform.faults.add({ path: TOKEN, times: 1, kind: 'malformed', body: answer(value) });
    t.match(await exchangeCode(client, CREDENTIALS, 'code'), { kind }, String(value));
  }
});

t.test('each errcode that restarts the authorization says why', async t => {
  const { platform, client } = await playAccount(t);
  const reasons = new Map([
    [40029, 'code_invalid'],
    [42003, 'code_expired'],
    [40163, 'code_used'],
    [40030, 'refresh_token_invalid'],
    [42002, 'refresh_token_expired'],
    [42007, 'authorization_revoked'],
  ]);
  const errcodes = ERROR_POLICY.find(({ action }) => action === 'restart-oauth')!.errcodes;
  t.strictSame([...reasons.keys()], errcodes);
  for (const [errcode, reason] of reasons) {
    platform.faults.add({ path: TOKEN, times: 1, kind: 'errcode', errcode });
    const error = await t.rejects(exchangeCode(client, CREDENTIALS, 'code'), {
      name: 'RestartOAuthError',
      code: `errcode_${errcode}`,
      errcode,
      path: TOKEN,
      reason,
    });
    t.match((error as RestartOAuthError).rid, /^\w+-\w+-\w+$/);
  }
});

t.test('a code works once, and for five minutes', async t => {
  const { platform, client, clock } = await playAccount(t);
  const [used, old] = [await codeOf(platform, 'oVisitor'), await codeOf(platform, 'oVisitor')];
  clock.now += 299_999;
  await exchangeCode(client, CREDENTIALS, used);
  await t.rejects(exchangeCode(client, CREDENTIALS, used), { name: 'RestartOAuthError', reason: 'code_used' });
  clock.now += 1;
  await t.rejects(exchangeCode(client, CREDENTIALS, old), { name: 'RestartOAuthError', reason: 'code_expired' });
  await t.rejects(exchangeCode(client, CREDENTIALS, 'nonsense'), { name: 'RestartOAuthError', reason: 'code_invalid' });
  await t.rejects(exchangeCode(client, CREDENTIALS, ''), { name: 'ApiRequestError', code: 'request_empty' });
  const wrong = { ...CREDENTIALS, appSecret: 'wrong' };
  await t.rejects(exchangeCode(client, wrong, 'code'), { code: 'errcode_40125' }, 'a secret has no other code');
});

t.test('nickname and picture are told to who has the scope for it', async t => {
  const { platform, client } = await playAccount(t);
  platform.follow('oFollower', { nickname: '小明🙂', unionid: 'uFollower' });
  const code = await codeOf(platform, 'oFollower', { scope: 'snsapi_userinfo' });
  const grant = visitor(await exchangeCode(client, CREDENTIALS, code));
  t.match(await fetchVisitorInfo(client, grant), {
    openid: 'oFollower',
    nickname: '小明🙂',
    headimgurl: /^https:/,
    unionid: 'uFollower',
    privilege: [],
  });
  const base = visitor(await exchangeCode(client, CREDENTIALS, await codeOf(platform, 'oFollower')));
  await t.rejects(fetchVisitorInfo(client, base), {
    code: 'request_malformed',
    message: 'expected a grant of scope snsapi_userinfo, got one of snsapi_base: authorize with that scope',
  });
  t.equal(platform.calls.paths['/sns/userinfo'], 1);
});

t.test('a grant is refreshed for 30 days, and keeps its unionid', async t => {
  const { platform, client, clock } = await playAccount(t);
  const now = () => clock.now;
  platform.follow('oFollower', { unionid: 'uFollower' });
  const code = await codeOf(platform, 'oFollower', { scope: 'snsapi_userinfo' });
  const grant = visitor(await exchangeCode(client, CREDENTIALS, code, now));
  t.equal(await isGrantValid(client, grant), true);
  t.equal(await isGrantValid(client, { ...grant, openid: 'oOther' }), false);
  t.equal(await isGrantValid(client, { ...grant, access_token: 'nonsense' }), false);

  clock.now += 7_200_000;
  t.equal(await isGrantValid(client, grant), false);
  await t.rejects(fetchVisitorInfo(client, grant), { code: 'errcode_42001' });
  const refreshed = await refreshGrant(client, appId, grant, now);
  t.match(refreshed, { openid: 'oFollower', unionid: 'uFollower', expiresAt: clock.now + 7_200_000 });
  t.not(refreshed.access_token, grant.access_token);
  t.match(await fetchVisitorInfo(client, refreshed), { openid: 'oFollower' });

  clock.now += 30 * 86_400_000;
  await t.rejects(refreshGrant(client, appId, refreshed), {
    name: 'RestartOAuthError',
    reason: 'refresh_token_expired',
  });
  await t.rejects(refreshGrant(client, appId, { ...grant, refresh_token: 'x' }), {
    name: 'RestartOAuthError',
    reason: 'refresh_token_invalid',
  });
});

t.test('whether a grant is valid is not guessed', async t => {
  const { platform, client } = await playAccount(t);
  const grant = visitor(await exchangeCode(client, CREDENTIALS, await codeOf(platform, 'oVisitor')));
  for (const fault of [{ kind: 'errcode', errcode: -1 }, { kind: 'reset' }] as const) {
    platform.faults.add({ path: '/sns/auth', times: 1, ...fault });
    await t.rejects(isGrantValid(client, grant), { name: /^Api(Unavailable)?Error$/ });
  }
});

t.test('an answer without what decides is no answer', async t => {
  const { platform, client } = await playAccount(t);
  const whole = { access_token: 'a', expires_in: 7_200, refresh_token: 'r', openid: 'o', scope: 'snsapi_userinfo' };
  const grant: VisitorGrant = {
    kind: 'visitor',
    openid: 'o',
    scope: ['snsapi_userinfo'],
    access_token: 'a',
    expiresAt: 0,
    refresh_token: 'r',
  };
  const answer = (path: '/sns/oauth2/access_token' | '/sns/oauth2/refresh_token' | '/sns/userinfo', body: object) =>
    platform.faults.add({ path, times: 1, kind: 'malformed', body: JSON.stringify(body) });
  for (const name of Object.keys(whole)) {
    answer(TOKEN, { ...whole, [name]: name === 'expires_in' ? 0 : '' });
    await t.rejects(exchangeCode(client, CREDENTIALS, 'code'), { code: 'api_unreadable' }, name);
  }
  answer(TOKEN, { is_snapshotuser: 1 });
  await t.rejects(exchangeCode(client, CREDENTIALS, 'code'), { code: 'api_unreadable' });
  answer('/sns/oauth2/refresh_token', { ...whole, openid: 'oOther' });
  await t.rejects(refreshGrant(client, appId, grant), { code: 'api_unreadable' }, 'somebody else’s');
  for (const body of [{ openid: 'o' }, { nickname: 'n' }, { openid: 'oOther', nickname: 'n' }]) {
    answer('/sns/userinfo', body);
    await t.rejects(fetchVisitorInfo(client, grant), { code: 'api_unreadable' }, JSON.stringify(body));
  }
});

t.test('no error tells the secret, a code or a token', async t => {
  const { platform, client } = await playAccount(t);
  for (const fault of [
    { kind: 'reset' },
    { kind: 'errcode', errcode: 40163 },
    { kind: 'status', status: 500 },
  ] as const) {
    platform.faults.add({ path: TOKEN, times: 1, ...fault });
    const error = (await t.rejects(exchangeCode(client, CREDENTIALS, 'the-code'))) as Error;
    const told = [error, error.cause].map(part => JSON.stringify(part, Object.getOwnPropertyNames(part ?? {}))).join();
    t.notMatch(told, CREDENTIALS.appSecret);
    t.notMatch(told, 'the-code');
  }
});
