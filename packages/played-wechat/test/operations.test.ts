import t from 'tap';
import { account, type Json, setup } from './setup.js';

t.test('rid/get tells for seven days what a refused call was', async t => {
  const { platform, clock, get, post, stableToken } = await setup(t);
  const access_token = await stableToken();
  const ridOf = ({ errmsg }: Json) => / rid: (\S+)$/.exec(String(errmsg))?.[1];
  const refused = await post('/cgi-bin/user/info/batchget', { user_list: [] }, { access_token });
  const rid = ridOf(refused);
  const ask = async (body: Json) => post('/cgi-bin/openapi/rid/get', body, { access_token: await stableToken() });
  t.match(await ask({ rid }), {
    errcode: 0,
    request: {
      invoke_time: 1736913600,
      cost_in_ms: 1,
      request_url: `access_token=${access_token}`,
      request_body: '{"user_list":[]}',
      response_body: JSON.stringify(refused),
      client_ip: '127.0.0.1',
    },
  });
  platform.faults.add({ path: '/cgi-bin/user/info', times: 1, kind: 'errcode', errcode: -1 });
  const faulty = await get('/cgi-bin/user/info', { openid: 'oA' });
  t.match(await ask({ rid: ridOf(faulty) }), { request: { request_url: 'openid=oA' } }, 'of a fault, too');
  t.equal((await ask({ rid: 'nonsense' })).errcode, 76001);
  t.equal((await ask({})).errcode, 76001);
  clock.now += 7 * 86_400_000;
  t.equal((await ask({ rid })).errcode, 76001);
});

t.test('the latest thousand refused calls are remembered', async t => {
  const { get, post, stableToken } = await setup(t);
  const access_token = await stableToken();
  const rids: unknown[] = [];
  for (let call = 0; call <= 1_000; call++) {
    rids.push(/ rid: (\S+)$/.exec(String((await get('/cgi-bin/user/info')).errmsg))?.[1]);
  }
  const errcode = async (rid: unknown) => (await post('/cgi-bin/openapi/rid/get', { rid }, { access_token })).errcode;
  t.same([await errcode(rids[1]), await errcode(rids[0])], [0, 76001]);
});

t.test('clear_quota/v2 needs no token, and counts as clear_quota does', async t => {
  const { post, get, stableToken } = await setup(t, { quotas: { '/cgi-bin/user/get': 1 } });
  const access_token = await stableToken();
  const v2 = async (query: Record<string, string>, body: Json = {}) =>
    (await post('/cgi-bin/clear_quota/v2', body, query)).errcode;
  const credentials = { appid: account.appId, appsecret: account.appSecret };
  const errcode = async () => (await get('/cgi-bin/user/get', { access_token })).errcode;
  t.same([await errcode(), await errcode()], [undefined, 45009]);
  t.equal(await v2(credentials), 0);
  t.equal(await errcode(), undefined);
  t.equal(await v2({}, credentials), 0, 'in the body, too');
  for (const [wrong, expected] of [
    [{ ...credentials, appid: '' }, 41002],
    [{ ...credentials, appid: 'wxunknown' }, 40013],
    [{ ...credentials, appsecret: '' }, 41004],
    [{ ...credentials, appsecret: 'wrong' }, 40125],
  ] as const) {
    t.equal(await v2(wrong), expected);
  }
  for (let clearing = 2; clearing < 10; clearing++) {
    t.equal((await post('/cgi-bin/clear_quota', { appid: account.appId }, { access_token })).errcode, 0);
  }
  t.equal(await v2(credentials), 48006);
});

t.test('quota/get tells the minute’s limit where there is one, and nothing of /sns', async t => {
  const { post, stableToken } = await setup(t);
  const access_token = await stableToken();
  const quota = (cgi_path: string) => post('/cgi-bin/openapi/quota/get', { cgi_path }, { access_token });
  t.match(await quota('/cgi-bin/stable_token'), {
    quota: { daily_limit: 500_000, used: 1 },
    rate_limit: { call_count: 10_000, refresh_second: 60 },
  });
  t.notOk('rate_limit' in (await quota('/cgi-bin/message/custom/send')));
  t.equal((await quota('/sns/userinfo')).errcode, 76022);
});

t.test('callback/check, getcallbackip and get_api_domain_ip answer in the platform’s form', async t => {
  const { get, post, stableToken } = await setup(t);
  const access_token = await stableToken();
  const check = (body: Json) => post('/cgi-bin/callback/check', body, { access_token });
  const all = await check({ action: 'all', check_operator: 'DEFAULT' });
  t.match(all, {
    dns: [{ ip: /^203\./, real_operator: 'UNICOM' }],
    ping: [{ from_operator: 'UNICOM', package_loss: '0%' }],
  });
  t.same(Object.keys(await check({ action: 'dns', check_operator: 'CAP' })), ['dns']);
  t.match(await check({ action: 'ping', check_operator: 'CAP' }), { ping: [{ from_operator: 'CAP' }] });
  t.equal((await check({ action: 'trace', check_operator: 'CAP' })).errcode, 40202);
  t.equal((await check({ action: 'all' })).errcode, 40203);
  for (const path of ['/cgi-bin/getcallbackip', '/cgi-bin/get_api_domain_ip']) {
    t.match(await get(path, { access_token }), { ip_list: [/^203\.0\.113\./, /^203\.0\.113\./] });
    t.equal((await get(path)).errcode, 41001);
  }
});
