import t from 'tap';
import { account, type Json, otherAccount, type Setup, setup } from './setup.js';

const MINUTE = 60_000;
const redirect_uri = 'http://example.com/callback?page=1';
const base = { appid: account.appId, redirect_uri, response_type: 'code', scope: 'snsapi_base', state: 'aB3' };

async function authorize({ platform }: Setup, query: Record<string, string> = base, cookie = '') {
  const url = `${platform.url}/connect/oauth2/authorize?${new URLSearchParams(query)}`;
  const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
  const location = response.headers.get('location');
  return { status: response.status, body: await response.text(), location: location ? new URL(location) : undefined };
}

async function codeOf(playing: Setup, query: Record<string, string> = base): Promise<string> {
  return (await authorize(playing, query)).location?.searchParams.get('code') ?? 'none';
}

function exchange({ get }: Setup, code: string, more: Record<string, string> = {}): Promise<Json> {
  const credentials = { appid: account.appId, secret: account.appSecret };
  return get('/sns/oauth2/access_token', { ...credentials, code, grant_type: 'authorization_code', ...more });
}

t.test('who is at the phone comes back with a code and the state, silently for snsapi_base', async t => {
  const playing = await setup(t);
  playing.platform.holdPhone({ openid: 'oStranger' });
  const { status, location } = await authorize(playing);
  t.equal(status, 302);
  t.match(location?.href, /^http:\/\/example\.com\/callback\?page=1&code=[\w-]{32}&state=aB3$/);
  const code = location?.searchParams.get('code') ?? '';
  t.match(await exchange(playing, code), {
    access_token: /^92_/,
    expires_in: 7_200,
    refresh_token: /^92_/,
    openid: 'oStranger',
    scope: 'snsapi_base',
  });
});

t.test('a browser may say itself who holds its phone', async t => {
  const playing = await setup(t);
  playing.platform.holdPhone({ openid: 'oOne', isSnapshot: true });
  const { location } = await authorize(playing, base, 'played_openid=oOther');
  t.match(await exchange(playing, location?.searchParams.get('code') ?? ''), { openid: 'oOther' });
});

t.test('for snsapi_userinfo a follower comes back silently, and anybody else is asked', async t => {
  const playing = await setup(t);
  const query = { ...base, scope: 'snsapi_userinfo' };
  playing.platform.follow('oFollower', { unionid: 'uFollower' });
  playing.platform.holdPhone({ openid: 'oFollower' });
  t.match(await exchange(playing, await codeOf(playing, query)), { scope: 'snsapi_userinfo', unionid: 'uFollower' });
  t.notOk('unionid' in (await exchange(playing, await codeOf(playing))), 'which snsapi_base is not told');
  t.match(await authorize(playing, { ...query, forcePopup: 'true' }), { status: 200, body: '允许' });

  playing.platform.holdPhone({ openid: 'oStranger' });
  const { status, body } = await authorize(playing, query);
  t.equal(status, 200);
  const [, href = ''] = /<a href="([^"]+)">允许/.exec(body) ?? [];
  const tapped = new URL(href.replaceAll('&amp;', '&'));
  t.match(await exchange(playing, tapped.searchParams.get('code') ?? ''), { openid: 'oStranger' });
});

t.test('a snapshot has an OpenID that is made up for each view, and says so at the exchange alone', async t => {
  const playing = await setup(t);
  const { platform, get } = playing;
  const seen = new Set<unknown>();
  for (const [isSnapshot, query] of [
    [true, base],
    [false, { ...base, scope: 'snsapi_userinfo', forceSnapShot: 'true' }],
  ] as const) {
    platform.holdPhone({ openid: 'oFollower', isSnapshot });
    const grant = await exchange(playing, await codeOf(playing, query));
    t.match(grant, { is_snapshotuser: 1, openid: /^oSnapshot/ });
    seen.add(grant.openid);
    const refresh_token = String(grant.refresh_token);
    const refresh = { appid: account.appId, grant_type: 'refresh_token', refresh_token };
    t.notOk('is_snapshotuser' in (await get('/sns/oauth2/refresh_token', refresh)));
  }
  t.equal(seen.size, 2);
});

t.test('an address that the platform does not like shows a page that says so', async t => {
  const playing = await setup(t, { accounts: [{ ...account, oauthHost: 'example.com' }] });
  t.match(await authorize(playing), { status: 200, body: '请在微信客户端打开链接' });
  playing.platform.holdPhone({ openid: 'oFollower' });
  t.match(await authorize(playing), { status: 302 });
  const { scope, ...withoutScope } = base;
  for (const [query, words] of [
    [{ ...withoutScope, scope }, '链接参数错误'],
    [withoutScope, '链接参数错误'],
    [{ ...base, forcePopup: 'true', more: '1' }, '链接参数错误'],
    [{ ...base, response_type: 'token' }, '链接参数错误'],
    [{ ...base, state: 'a-b' }, 'state 参数错误'],
    [{ ...base, state: 'a'.repeat(129) }, 'state 参数错误'],
    [{ ...base, scope: 'snsapi_login' }, 'Scope 参数错误 10005'],
    [{ ...base, redirect_uri: 'http://other.example/callback' }, 'redirect_uri 参数错误 10003'],
    [{ ...base, redirect_uri: 'javascript:alert(1)' }, 'redirect_uri 参数错误 10003'],
    [{ ...base, appid: 'wxunknown' }, 'AppID 参数错误'],
  ] as const) {
    const page = await authorize(playing, query);
    t.equal(page.status, 200);
    t.match(page.body, words, JSON.stringify(query));
  }
});

t.test('a code works once, for five minutes, for its account', async t => {
  const playing = await setup(t);
  playing.platform.holdPhone({ openid: 'oFollower' });
  const [code, old] = [await codeOf(playing), await codeOf(playing)];
  t.equal((await exchange(playing, 'nonsense')).errcode, 40029);
  t.equal((await exchange(playing, '')).errcode, 41008);
  t.equal((await exchange(playing, code, { grant_type: 'client_credential' })).errcode, 40002);
  t.equal((await exchange(playing, code, { secret: 'wrong' })).errcode, 40125);
  const others = { appid: otherAccount.appId, secret: otherAccount.appSecret };
  t.equal((await exchange(playing, code, others)).errcode, 40029);
  playing.clock.now += 5 * MINUTE - 1;
  t.equal((await exchange(playing, code)).errcode, undefined);
  t.equal((await exchange(playing, code)).errcode, 40163);
  playing.clock.now += 1;
  t.equal((await exchange(playing, old)).errcode, 42003);
});

t.test('userinfo and auth go by the visitor’s token and OpenID', async t => {
  const playing = await setup(t);
  const { platform, clock, get, stableToken } = playing;
  platform.follow('oFollower', { nickname: '小明' });
  platform.holdPhone({ openid: 'oFollower' });
  const grant = await exchange(playing, await codeOf(playing, { ...base, scope: 'snsapi_userinfo' }));
  const token = { access_token: String(grant.access_token), openid: 'oFollower' };
  t.match(await get('/sns/userinfo', token), {
    openid: 'oFollower',
    nickname: '小明',
    sex: 0,
    city: '',
    privilege: [],
  });
  t.same(await get('/sns/auth', token), { errcode: 0, errmsg: 'ok' });
  t.equal((await get('/sns/auth', { ...token, openid: 'oOther' })).errcode, 40003);
  t.equal((await get('/sns/userinfo', { ...token, access_token: await stableToken() })).errcode, 40001);
  t.equal((await get('/sns/userinfo', { openid: 'oFollower' })).errcode, 41001);

  const shy = await exchange(playing, await codeOf(playing));
  const shyToken = { access_token: String(shy.access_token), openid: 'oFollower' };
  t.equal((await get('/sns/userinfo', shyToken)).errcode, 48001);
  clock.now += 120 * MINUTE;
  t.equal((await get('/sns/auth', token)).errcode, 42001);
});

t.test('a refresh lengthens an access token that has not expired, and else brings a new one', async t => {
  const playing = await setup(t);
  const { clock, get, platform } = playing;
  platform.holdPhone({ openid: 'oFollower' });
  const grant = await exchange(playing, await codeOf(playing));
  const refresh = (more = {}) =>
    get('/sns/oauth2/refresh_token', {
      appid: account.appId,
      grant_type: 'refresh_token',
      refresh_token: String(grant.refresh_token),
      ...more,
    });
  clock.now += 60 * MINUTE;
  t.same(await refresh(), grant);
  clock.now += 120 * MINUTE;
  const next = await refresh();
  t.match(next, { openid: 'oFollower', refresh_token: grant.refresh_token, expires_in: 7_200 });
  t.not(next.access_token, grant.access_token);
  t.equal((await refresh({ refresh_token: 'nonsense' })).errcode, 40030);
  t.equal((await refresh({ grant_type: 'authorization_code' })).errcode, 40002);
  t.equal((await refresh({ appid: 'wxunknown' })).errcode, 40013);
  clock.now += 30 * 86_400_000;
  t.equal((await refresh()).errcode, 42002);
});
