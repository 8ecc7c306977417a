import t from 'tap';
import { account, setup } from './setup.js';

t.test('calls over the day’s quota are 45009 until midnight in Shanghai', async t => {
  const { platform, clock, get, stableToken } = await setup(t, { quotas: { '/cgi-bin/user/info': 2 } });
  platform.follow('oA');
  const errcode = async () =>
    (await get('/cgi-bin/user/info', { access_token: await stableToken(), openid: 'oA' })).errcode;
  t.same([await errcode(), await errcode(), await errcode()], [undefined, undefined, 45009]);
  clock.now = Date.UTC(2025, 0, 15, 15, 59, 59);
  t.equal(await errcode(), 45009);
  clock.now += 1_000;
  t.equal(await errcode(), undefined);
});

t.test('each API has the day’s quota of a new account', async t => {
  const { get, post, stableToken } = await setup(t, { quotas: { '/cgi-bin/menu/delete': 1 } });
  const access_token = await stableToken();
  for (const [cgi_path, daily_limit] of [
    ['/cgi-bin/token', 2_000],
    ['/cgi-bin/stable_token', 500_000],
    ['/cgi-bin/user/info', 5_000_000],
    ['/cgi-bin/user/info/updateremark', 10_000],
    ['/cgi-bin/user/get', 500],
    ['/cgi-bin/menu/create', 1_000],
    ['/cgi-bin/menu/get', 10_000],
    ['/cgi-bin/menu/delete', 1],
    ['/cgi-bin/menu/addconditional', 2_000],
    ['/cgi-bin/menu/delconditional', 2_000],
    ['/cgi-bin/menu/trymatch', 20_000],
  ] as const) {
    const answer = await post('/cgi-bin/openapi/quota/get', { cgi_path }, { access_token });
    t.match(answer, { quota: { daily_limit } }, cgi_path);
  }
  t.equal((await get('/cgi-bin/menu/delete', { access_token })).errcode, 0);
  t.equal((await get('/cgi-bin/menu/delete', { access_token })).errcode, 45009);
});

t.test('calls over the minute’s quota are 45011 until the next minute', async t => {
  const { clock, stableToken } = await setup(t, { minuteQuotas: { '/cgi-bin/stable_token': 1 } });
  t.not(await stableToken(), 'undefined');
  t.equal(await stableToken(), 'undefined');
  clock.now += 60_000;
  t.not(await stableToken(), 'undefined');
});

t.test('clear_quota makes the quotas whole, ten times a month', async t => {
  const { platform, clock, get, post, stableToken } = await setup(t, { quotas: { '/cgi-bin/user/info': 1 } });
  platform.follow('oA');
  const errcode = async () =>
    (await get('/cgi-bin/user/info', { access_token: await stableToken(), openid: 'oA' })).errcode;
  const clear = async () =>
    (await post('/cgi-bin/clear_quota', { appid: account.appId }, { access_token: await stableToken() })).errcode;

  for (let clearing = 0; clearing < 10; clearing++) {
    t.equal(await errcode(), undefined);
    t.equal(await errcode(), 45009);
    t.equal(await clear(), 0);
  }
  t.equal(await clear(), 48006);
  clock.now = Date.UTC(2025, 0, 31, 16);
  t.equal(await clear(), 0, 'February in Shanghai');
});

t.test('clear_quota refuses an AppID that is not the token’s', async t => {
  const { post, stableToken } = await setup(t);
  const answer = await post('/cgi-bin/clear_quota', { appid: 'wxother' }, { access_token: await stableToken() });
  t.equal(answer.errcode, 40013);
});

t.test('openapi/quota/get tells what is used and what remains', async t => {
  const { get, post, stableToken } = await setup(t);
  const access_token = await stableToken();
  await get('/cgi-bin/user/get', { access_token });
  const quota = (cgi_path: string) => post('/cgi-bin/openapi/quota/get', { cgi_path }, { access_token });
  t.same(await quota('/cgi-bin/user/get'), {
    errcode: 0,
    errmsg: 'ok',
    quota: { daily_limit: 500, used: 1, remain: 499 },
  });
  t.equal((await quota('/cgi-bin/nothing')).errcode, 76021);
});
