import t from 'tap';
import { account, type Json, otherAccount, setup } from './setup.js';

const asToday = {
  subscribe: 1,
  nickname: '',
  sex: 0,
  language: 'zh_CN',
  city: '',
  province: '',
  country: '',
  headimgurl: '',
  subscribe_time: 1736913600,
  remark: '',
  groupid: 0,
  tagid_list: [],
  subscribe_scene: 'ADD_SCENE_SEARCH',
  qr_scene: 0,
  qr_scene_str: '',
};

t.test('user/info tells of a follower what today’s platform tells, and no errcode', async t => {
  const { platform, get, stableToken } = await setup(t);
  platform.follow('oA');
  platform.follow('oB', { remark: 'VIP', unionid: 'uB', tagid_list: [2], client_platform_type: 1 });
  const access_token = await stableToken();
  t.same(await get('/cgi-bin/user/info', { access_token, openid: 'oA', lang: 'zh_CN' }), { ...asToday, openid: 'oA' });
  t.same(await get('/cgi-bin/user/info', { access_token, openid: 'oB' }), {
    ...asToday,
    openid: 'oB',
    remark: 'VIP',
    unionid: 'uB',
    tagid_list: [2],
  });
});

t.test('user/info tells only subscribe and openid of who unfollowed', async t => {
  const { platform, get, stableToken } = await setup(t);
  platform.follow('oA', { remark: 'VIP' });
  platform.unfollow('oA');
  const access_token = await stableToken();
  t.same(await get('/cgi-bin/user/info', { access_token, openid: 'oA' }), { subscribe: 0, openid: 'oA' });
});

t.test('an OpenID that is unknown, or another account’s, is 40003', async t => {
  const { platform, get, stableToken } = await setup(t);
  platform.follow('oOther', {}, otherAccount.appId);
  const access_token = await stableToken();
  t.equal((await get('/cgi-bin/user/info', { access_token, openid: 'oNobody' })).errcode, 40003);
  t.equal((await get('/cgi-bin/user/info', { access_token, openid: 'oOther' })).errcode, 40003);
  t.equal((await get('/cgi-bin/user/info', { access_token })).errcode, 41009);
});

t.test('an errcode comes with status 200, the platform’s content type and a rid', async t => {
  const { platform } = await setup(t);
  const response = await fetch(`${platform.url}/cgi-bin/user/info`);
  t.equal(response.status, 200);
  t.equal(response.headers.get('content-type'), 'application/json; encoding=utf-8');
  const { errmsg } = (await response.json()) as Json;
  t.match(errmsg, /^access_token missing rid: 678732c0-[0-9a-f]{8}-[0-9a-f]{8}$/);
});

t.test('what is no API is answered 40066', async t => {
  const { get } = await setup(t);
  t.equal((await get('/cgi-bin/nothing')).errcode, 40066);
});

t.test('an OpenID with the auto-follow prefix is a follower until it unfollows', async t => {
  const { platform, get, stableToken } = await setup(t, { autoFollow: 'oCrowd' });
  const access_token = await stableToken();
  const subscribe = async (openid: string) => (await get('/cgi-bin/user/info', { access_token, openid })).subscribe;
  t.equal(await subscribe('oCrowd1'), 1);
  t.equal(await subscribe('oNobody'), undefined);
  platform.unfollow('oCrowd1');
  t.equal(await subscribe('oCrowd1'), 0);
});

t.test('batchget answers up to a hundred, in their order', async t => {
  const { platform, post, stableToken } = await setup(t, { autoFollow: true });
  platform.unfollow('o7');
  const access_token = await stableToken();
  const user_list = Array.from({ length: 100 }, (_, index) => ({ openid: `o${index}`, lang: 'zh_CN' }));
  const answer = await post('/cgi-bin/user/info/batchget', { user_list }, { access_token });
  const infos = answer.user_info_list as Json[];
  t.same(
    infos.map(({ openid }) => openid),
    user_list.map(({ openid }) => openid),
  );
  t.same(infos[7], { subscribe: 0, openid: 'o7' });
  t.equal(platform.calls.openidsInBatches, 100);
});

t.test('batchget refuses an empty, a too long and no list with 40032', async t => {
  const { post, stableToken } = await setup(t, { autoFollow: true });
  const access_token = await stableToken();
  const hundredAndOne = Array.from({ length: 101 }, (_, index) => ({ openid: `o${index}` }));
  for (const user_list of [[], hundredAndOne, undefined]) {
    t.equal((await post('/cgi-bin/user/info/batchget', { user_list }, { access_token })).errcode, 40032);
  }
});

t.test('one bad OpenID fails the whole batchget', async t => {
  const { platform, post, stableToken } = await setup(t);
  platform.follow('oA');
  const access_token = await stableToken();
  const answer = await post(
    '/cgi-bin/user/info/batchget',
    { user_list: [{ openid: 'oA' }, { openid: 'oNobody' }] },
    { access_token },
  );
  t.equal(answer.errcode, 40003);
  t.notOk('user_info_list' in answer);
});

t.test('user/get walks the followers page by page, and has no data after the last', async t => {
  const { platform, get, stableToken } = await setup(t, { pageSize: 2 });
  for (const openid of ['oA', 'oB', 'oC', 'oD']) platform.follow(openid);
  platform.unfollow('oB');
  const access_token = await stableToken();
  const page = (next_openid: string) => get('/cgi-bin/user/get', { access_token, next_openid });
  t.same(await page(''), { total: 3, count: 2, data: { openid: ['oA', 'oC'] }, next_openid: 'oC' });
  t.same(await page('oC'), { total: 3, count: 1, data: { openid: ['oD'] }, next_openid: 'oD' });
  t.same(await page('oD'), { total: 3, count: 0, next_openid: '' });
  t.equal((await page('oNobody')).errcode, 40003);
});

t.test('who follows again comes last on the list, with a new subscribe_time', async t => {
  const { platform, clock, get, stableToken } = await setup(t);
  platform.follow('oA');
  platform.follow('oB');
  platform.unfollow('oA');
  clock.now += 60_000;
  platform.follow('oA');
  const access_token = await stableToken();
  t.match(await get('/cgi-bin/user/get', { access_token }), { total: 2, data: { openid: ['oB', 'oA'] } });
  t.equal((await get('/cgi-bin/user/info', { access_token, openid: 'oA' })).subscribe_time, 1736913660);
});

t.test('control characters in a remark are sent raw, as the platform does', async t => {
  const { platform, stableToken } = await setup(t);
  platform.follow('oA', { remark: 'a\u0001b\u001f\n\\u0001' });
  const url = `${platform.url}/cgi-bin/user/info?access_token=${await stableToken()}&openid=oA`;
  const json = await (await fetch(url)).text();
  t.match(json, '"remark":"a\u0001b\u001f\\n\\\\u0001"');
  t.throws(() => JSON.parse(json));
});

t.test('the body of a POST is read whatever its content type is', async t => {
  const { platform } = await setup(t);
  const body = JSON.stringify({ grant_type: 'client_credential', appid: account.appId, secret: account.appSecret });
  for (const contentType of ['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'nonsense']) {
    const response = await fetch(`${platform.url}/cgi-bin/stable_token`, {
      method: 'POST',
      headers: { 'content-type': contentType },
      body: Buffer.from(body),
    });
    t.equal(((await response.json()) as Json).expires_in, 7_200, contentType);
  }
});
