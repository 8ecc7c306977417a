import { subscribed } from '@wechat-pipeline/follower-store';
import t from 'tap';
import { ME_FIELDS } from '../src/routes/me.js';
import { ACCOUNT, cookieOf, shopEntry, startSession } from './start-session.js';

const CORS = ['access-control-allow-origin', 'access-control-allow-credentials', 'vary'];

t.test(
  'a page is told what WeChat tells of its follower, and not what is noted about them or how it is known',
  async t => {
    const { get, profiles, clock, signIn } = await startSession(t);
    const push = {
      kind: 'subscribe',
      toUserName: 'gh_account',
      fromUserName: 'oAlice',
      createTime: clock.now / 1_000,
      msgType: 'event',
      event: 'subscribe',
      appId: ACCOUNT.appId,
      receivedAt: clock.now,
    } as const;
    const info = {
      subscribe: 1,
      openid: 'oAlice',
      unionid: 'uAlice',
      nickname: '爱丽丝 <b>',
      headimgurl: 'https://example.com/alice.png',
      sex: 2,
      language: 'zh_CN',
      city: '广州',
      province: '广东',
      country: '中国',
      subscribe_time: clock.now / 1_000,
      subscribe_scene: 'ADD_SCENE_QR_CODE',
      qr_scene: 7,
      qr_scene_str: 'spring',
      groupid: 0,
      tagid_list: [128, 2],
      remark: 'owes us money',
    } as const;
    await profiles.apply([subscribed(push, info, new Date(clock.now))]);
    const answer = await get('/me', { cookie: await signIn('oAlice') });
    t.equal(answer.status, 200);
    t.equal(answer.headers.get('content-type'), 'application/json; charset=utf-8');
    t.equal(answer.headers.get('cache-control'), 'no-store');
    t.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    const told = JSON.parse(answer.body);
    t.strictSame(Object.keys(told), ME_FIELDS);
    t.match(told, {
      openid: 'oAlice',
      unionid: 'uAlice',
      subscribeTime: '2026-11-24T12:00:00.000Z',
      tagidList: [128, 2],
    });
    t.notMatch(answer.body, /owes|remark|order|lastEventAt|_id|appId|userInfoAt/);
  },
);

t.test('scripts of the account’s own pages may read the answer, and no others', async t => {
  const file = `pages:\n  allowed: ['https://shop.example/members', 'https://other.example:8443']\n${shopEntry()}`;
  const { get, url, signIn, follow } = await startSession(t, { file });
  await follow('oAlice');
  const cookie = await signIn('oAlice', { to: 'https://shop.example/members' });
  for (const origin of [url, 'https://shop.example', 'https://other.example:8443']) {
    for (const headers of [{ origin, cookie }, { origin }]) {
      const answer = await get('/me', headers);
      t.strictSame(
        CORS.map(name => answer.headers.get(name)),
        [origin, 'true', 'Origin'],
        `${origin} ${answer.status}`,
      );
    }
  }
  for (const origin of [
    'https://evil.example',
    'http://shop.example',
    'https://shop.example.evil.example',
    'https://shop.example:443',
    'https://other.example',
    'https://SHOP.example',
    'null',
    '',
    '*',
  ]) {
    const answer = await get('/me', { cookie, origin });
    t.strictSame(
      CORS.map(name => answer.headers.get(name)),
      [null, null, 'Origin'],
      origin,
    );
  }
  const shops = await get('/shop/me', { origin: 'https://shop.example' });
  t.equal(shops.headers.get('access-control-allow-origin'), null, 'of another account');
  for (const path of ['/verify', '/enter?to=/', '/callback?to=/']) {
    const answer = await get(path, { cookie, origin: 'https://shop.example' });
    t.equal(answer.headers.get('access-control-allow-origin'), null, path);
  }
});

t.test('a browser asks for nothing beforehand, so nothing is answered to that', async t => {
  const { url } = await startSession(t);
  for (const method of ['OPTIONS', 'POST', 'HEAD', 'PUT', 'DELETE']) {
    const { status, headers } = await fetch(`${url}/me`, { method, headers: { origin: url } });
    t.equal(status, 404, method);
    t.equal(headers.get('access-control-allow-origin'), null, method);
  }
});

t.test('a proxy is told who the cookie says it is, whatever a header of the request claims', async t => {
  const { get, url, phone, follow } = await startSession(t);
  await follow('oAlice');
  const hers = phone('oAlice');
  await hers.open(`${url}/enter?to=/page`);
  const verified = await get('/verify', { cookie: cookieOf(hers, url), 'x-wechat-openid': 'oBob' });
  t.equal(verified.headers.get('x-wechat-openid'), 'oAlice');
  t.equal(verified.headers.get('cache-control'), 'no-store');
  t.equal((await get('/verify', { 'x-wechat-openid': 'oBob' })).headers.get('x-wechat-openid'), null);
});
