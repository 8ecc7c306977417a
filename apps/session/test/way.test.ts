import t from 'tap';
import { cookieOf, startSession } from './start-session.js';

const AUTHORIZE = /\/connect\/oauth2\/authorize\?/;

t.test('a follower is recognised by one silent redirect, and from then on without any', async t => {
  const { url, phone, follow, get, platform, reads } = await startSession(t);
  await follow('oAlice');
  const hers = phone('oAlice');
  t.match(await hers.open(`${url}/enter?to=/page`), { url: `${url}/page` });
  t.equal(platform.calls.paths['/sns/oauth2/access_token'], 1);

  const cookie = cookieOf(hers, url);
  const again = await get('/enter?to=/other%3Fa%3D1', { cookie });
  t.match(again, { status: 302, location: `${url}/other?a=1`, setCookies: [] });
  t.match(
    await get('/enter', { cookie }),
    { status: 302, location: `${url}/` },
    'to the front page if nothing is said',
  );
  const me = await get('/me', { cookie });
  t.equal(me.status, 200);
  t.strictSame(JSON.parse(me.body), {
    openid: 'oAlice',
    nickname: 'name of oAlice',
    subscribeTime: '2026-11-24T12:00:00.000Z',
  });
  reads.count = 0;
  const verified = await get('/verify', { cookie });
  t.match(verified, { status: 204, body: '' });
  t.equal(reads.count, 1, 'by one read');
  t.equal(verified.headers.get('x-wechat-openid'), 'oAlice');
  t.equal(verified.headers.get('x-wechat-app-id'), 'wx0123456789abcdef');
  t.equal(platform.calls.paths['/sns/oauth2/access_token'], 1, 'WeChat is not asked again');
});

t.test('whoever has no session is sent to WeChat, and is nobody to pages and proxies', async t => {
  const { url, get, reads } = await startSession(t);
  const entered = await get('/enter?to=/page');
  t.equal(entered.status, 302);
  t.match(entered.location, AUTHORIZE);
  const query = new URL(entered.location ?? '').searchParams;
  t.equal(query.get('redirect_uri'), `${url}/callback?to=${encodeURIComponent(`${url}/page`)}`);
  t.equal(query.get('scope'), 'snsapi_base');
  t.match(query.get('state'), /^[0-9a-f]{106}$/);
  const me = await get('/me');
  t.equal(me.status, 401);
  t.strictSame(JSON.parse(me.body), { error: 'no_follower', enter: `${url}/enter` });
  t.match(await get('/verify'), { status: 401, body: '' });
  t.equal(reads.count, 0, 'which needs no read');
});

t.test('who does not follow is asked to, and goes on without another redirect when they do', async t => {
  const { url, phone, follow, get, platform } = await startSession(t);
  const his = phone('oBob');
  const page = await his.open(`${url}/enter?to=/page`);
  t.match(page, { status: 200, contentType: 'text/html; charset=utf-8', body: /我已关注，继续/ });
  const enter = `/enter?to=${encodeURIComponent(`${url}/page`)}`;
  t.match(
    await get(enter, { cookie: cookieOf(his, url) }),
    { status: 200, body: /我已关注，继续/ },
    'the follow is on its way',
  );
  t.equal((await get('/me', { cookie: cookieOf(his, url) })).status, 401);

  await follow('oBob');
  t.match(await his.open(url + enter), { url: `${url}/page` });
  t.equal((await get('/verify', { cookie: cookieOf(his, url) })).status, 204);
  t.equal(platform.calls.paths['/sns/oauth2/access_token'], 1);
});

t.test('an unsubscribe ends the session at once, and a follow does not bring it back', async t => {
  const { url, phone, follow, unfollow, get, clock } = await startSession(t);
  await follow('oAlice');
  const hers = phone('oAlice');
  await hers.open(`${url}/enter?to=/page`);
  const cookie = cookieOf(hers, url);
  clock.now += 1_000;
  await unfollow('oAlice');
  for (const path of ['/me', '/verify']) {
    t.match(await get(path, { cookie }), { status: 401, setCookies: [/^wechat-session=; Max-Age=0; Path=\//] }, path);
  }
  const entered = await get('/enter?to=/page', { cookie });
  t.match(entered, { status: 302, location: AUTHORIZE });
  t.match(entered.setCookies, [/^wechat-session=; Max-Age=0/, /^wechat-browser=/]);
  t.match(await hers.open(`${url}/enter?to=/page`), { status: 200, body: /我已关注/ });

  clock.now += 1_000;
  await follow('oAlice');
  t.equal((await get('/verify', { cookie })).status, 401, 'a copy of the old cookie is worth nothing');
  t.match(await hers.open(`${url}/enter?to=/page`), { url: `${url}/page` });
  t.equal((await get('/verify', { cookie: cookieOf(hers, url) })).status, 204);
});

t.test('an unsubscribe that comes to be known late ends the session, too, however clocks stand', async t => {
  const { url, phone, follow, unfollow, get, clock } = await startSession(t);
  await follow('oAlice');
  const hers = phone('oAlice');
  await hers.open(`${url}/enter?to=/page`);
  const cookie = cookieOf(hers, url);
  clock.now += 1_000;
  await follow('oAlice', clock.now - 1_500);
  t.equal((await get('/verify', { cookie })).status, 204, 'a follow that is told of again is no other');
  await unfollow('oAlice', clock.now - 5_000);
  t.equal((await get('/verify', { cookie })).status, 401);
  t.match(await hers.open(`${url}/enter?to=/page`), { url: `${url}/page` }, 'who follows all the same has another');
});

t.test('who is erased has no session any more', async t => {
  const { url, phone, follow, get, mongo } = await startSession(t);
  await follow('oAlice');
  const hers = phone('oAlice');
  await hers.open(`${url}/enter?to=/page`);
  await mongo.db().collection('profiles').deleteMany({ openid: 'oAlice' });
  const cookie = cookieOf(hers, url);
  t.match(await get('/me', { cookie }), { status: 401, setCookies: [/^wechat-session=; Max-Age=0/] });
});

t.test('a snapshot is nobody: it gets a page that asks for the full service, and no cookie', async t => {
  const { url, phone, follow, get, profiles } = await startSession(t);
  await follow('oAlice');
  const before = await profiles.find('wx0123456789abcdef', ['oAlice']);
  const hers = phone('oAlice', { isSnapshot: true });
  const page = await hers.open(`${url}/enter?to=/page`);
  t.match(page, { status: 200, body: /使用完整服务/ });
  t.strictSame([...hers.cookies(url).keys()], ['wechat-browser']);
  t.equal((await get('/me', { cookie: cookieOf(hers, url) })).status, 401);
  t.strictSame(await profiles.find('wx0123456789abcdef', ['oAlice']), before);
});

t.test('a callback that is loaded twice at once is one visit', async t => {
  const { url, phone, follow, platform } = await startSession(t);
  await follow('oAlice');
  const hers = phone('oAlice', { loadsCallbackTwice: true });
  t.match(await hers.open(`${url}/enter?to=/page`), { url: `${url}/page` });
  t.equal(platform.calls.paths['/sns/oauth2/access_token'], 1);
});
