import t from 'tap';
import { account, type Json, setup } from './setup.js';

t.test('another process controls the followers over HTTP', async t => {
  const { platform, get, post, stableToken } = await setup(t);
  const access_token = await stableToken();
  const info = () => get('/cgi-bin/user/info', { access_token, openid: 'oA' });
  t.same(await post('/played/followers', { openid: 'oA', info: { remark: 'VIP' } }), {});
  t.match(await info(), { subscribe: 1, remark: 'VIP' });
  await fetch(`${platform.url}/played/followers/oA`, { method: 'DELETE' });
  t.same(await info(), { subscribe: 0, openid: 'oA' });
});

t.test('another process controls faults, latency and tokens over HTTP', async t => {
  const { platform, get, post, stableToken, errcodeWith } = await setup(t);
  t.same(await post('/played/faults', { path: '*', kind: 'errcode', errcode: -1 }), { id: 1 });
  t.equal((await get('/cgi-bin/user/get')).errcode, -1);
  await fetch(`${platform.url}/played/faults`, { method: 'DELETE' });
  t.equal((await get('/cgi-bin/user/get')).errcode, 41001);

  t.same(await post('/played/latency', { batch: 2 }), { single: 0, batch: 2 });
  const token = await stableToken();
  await post('/played/token/revoke', '');
  t.equal(await errcodeWith(token), 40001);
  const next = await stableToken();
  await post('/played/token/expire', { appId: account.appId });
  t.equal(await errcodeWith(next), 42001);
});

t.test('another process hands the phone over', async t => {
  const { platform, post } = await setup(t);
  const query = new URLSearchParams({
    appid: account.appId,
    redirect_uri: 'http://example.com/',
    response_type: 'code',
    scope: 'snsapi_base',
    state: 'a',
  });
  const authorize = async () =>
    (await fetch(`${platform.url}/connect/oauth2/authorize?${query}`, { redirect: 'manual' })).status;
  t.equal(await authorize(), 200);
  t.same(await post('/played/phone', { openid: 'oA', isSnapshot: true }), {});
  t.equal(await authorize(), 302);
  await post('/played/reset', '');
  t.equal(await authorize(), 200);
});

t.test('the state tells everything but secrets, and reset makes it new', async t => {
  const { platform, get, post, stableToken } = await setup(t, { latency: { batch: 1 } });
  platform.follow('oA');
  platform.faults.add({ path: '*', times: 3, kind: 'latency', milliseconds: 0 });
  await stableToken();
  platform.latency.batch = 5;
  t.same(await get('/played/state'), {
    accounts: [
      { appId: 'wxfirst', followers: 1 },
      { appId: 'wxother', followers: 0 },
    ],
    calls: {
      paths: { '/cgi-bin/stable_token': 1 },
      errcodes: {},
      openidsInBatches: 0,
      tokensIssued: 1,
      forcedRefreshes: 0,
    },
    faults: [{ path: '*', times: 2, kind: 'latency', milliseconds: 0, id: 1 }],
    latency: { single: 0, batch: 5 },
  });
  await post('/played/reset', '');
  t.match(await get('/played/state'), {
    accounts: [{ followers: 0 }, {}],
    calls: { paths: {}, tokensIssued: 0 },
    faults: [],
    latency: { single: 0, batch: 1 },
  });
});

t.test('reset forgets tags, the blacklist and menus', async t => {
  const { platform, get, post, stableToken } = await setup(t);
  let access_token = await stableToken();
  platform.follow('oA', { client_platform_type: 1 });
  const calls: [string, Json][] = [
    ['tags/create', { tag: { name: 'VIP' } }],
    ['tags/members/batchblacklist', { openid_list: ['oA'] }],
    ['menu/create', { button: [{ type: 'click', name: 'a', key: 'KEY' }] }],
  ];
  for (const [path, body] of calls) t.notOk((await post(`/cgi-bin/${path}`, body, { access_token })).errcode, path);
  platform.reset();
  access_token = await stableToken();
  t.same(await get('/cgi-bin/tags/get', { access_token }), { tags: [{ id: 2, name: '星标组', count: 0 }] });
  t.match(await post('/cgi-bin/tags/members/getblacklist', {}, { access_token }), { total: 0 });
  t.equal((await get('/cgi-bin/menu/get', { access_token })).errcode, 46003);
  const created = await post('/cgi-bin/tags/create', { tag: { name: 'VIP' } }, { access_token });
  t.same(created, { tag: { id: 100, name: 'VIP' } });
});

t.test('what the control cannot do is 400 with the reason', async t => {
  const { platform } = await setup(t);
  const refusals: [string, Json | string, RegExp][] = [
    ['/played/followers', {}, /openid must be/],
    ['/played/followers', { openid: 'oA', appId: 'wxnone' }, /expected the AppID of a played account, got wxnone/],
    ['/played/faults', { path: '/nowhere', kind: 'hang' }, /path must be/],
    ['/played/faults', { path: '*', kind: 'explode' }, /kind must be/],
    ['/played/faults', { path: '*', kind: 'status', status: 99 }, /kind must be/],
    ['/played/faults', { path: '*', kind: 'hang', times: 0 }, /times must be/],
    ['/played/latency', { single: -1 }, /single must be/],
    ['/played/phone', {}, /openid must be/],
    [
      '/played/interactions',
      { openid: 'oA', interaction: 'nod' },
      /interaction must be one of message,click,follow,scan/,
    ],
    ['/played/latency', '{', /JSON object/],
  ];
  for (const [path, body, reason] of refusals) {
    const response = await fetch(platform.url + path, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    t.equal(response.status, 400);
    t.match(await response.json(), { error: reason });
  }
});
