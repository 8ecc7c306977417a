import { renameSync, writeFileSync } from 'node:fs';
import t from 'tap';
import { cookieOf, cookiesOf, SHOP, shopEntry, startSession } from './start-session.js';

t.test('each account recognises its own followers, under its own name', async t => {
  const { get, url, phone, follow, clock, platform } = await startSession(t, { file: shopEntry() });
  await follow('oAlice');
  await follow('oShopper', clock.now, SHOP.appId);
  const hers = phone('oAlice');
  t.match(await hers.open(`${url}/enter?to=/page`), { url: `${url}/page` });
  const here = cookieOf(hers, url);
  t.equal((await get('/verify', { cookie: here })).headers.get('x-wechat-openid'), 'oAlice');
  t.equal((await get('/shop/verify', { cookie: here })).status, 401);
  t.match(
    await hers.open(`${url}/shop/enter?to=/page`),
    { status: 200, body: /我已关注/ },
    'she does not follow the shop',
  );
  t.match(
    (await get('/shop/enter?to=/page')).location,
    /appid=wx0000000000000001&redirect_uri=[^&]*%2Fshop%2Fcallback/,
  );

  const his = phone('oShopper');
  t.match(await his.open(`${url}/shop/enter?to=/page`), { url: `${url}/page` });
  const verified = await get('/shop/verify', { cookie: cookieOf(his, url) });
  t.equal(verified.headers.get('x-wechat-openid'), 'oShopper');
  t.equal(verified.headers.get('x-wechat-app-id'), SHOP.appId);
  t.equal(platform.calls.paths['/sns/oauth2/access_token'], 3);
});

t.test('one browser may have a session with each account', async t => {
  const { get, url, phone, follow, clock } = await startSession(t, { file: shopEntry() });
  await follow('oAlice');
  await follow('oAlice', clock.now, SHOP.appId);
  const hers = phone('oAlice');
  await hers.open(`${url}/enter?to=/page`);
  await hers.open(`${url}/shop/enter?to=/page`);
  const cookie = cookieOf(hers, url);
  t.strictSame([...hers.cookies(url).keys()].sort(), ['wechat-browser', 'wechat-session', 'wechat-session-shop']);
  for (const path of ['/verify', '/shop/verify']) t.equal((await get(path, { cookie })).status, 204, path);
});

t.test('what there is no account for is not there', async t => {
  const { get } = await startSession(t, { file: shopEntry() });
  for (const path of [
    '/',
    '/nobody/enter',
    '/nobody/me',
    '/shop',
    '/shop/enter/more',
    '/enter/',
    '/qr-code',
    '/page',
  ]) {
    t.match(await get(path), { status: 404, body: 'Not Found' }, path);
  }
});

t.test('below SESSION_URL’s path everything is served, and nothing beside it but health', async t => {
  const env = { SESSION_URL: 'https://pages.example/wx/' };
  const { get, visitWechat, follow, clock } = await startSession(t, { env, file: shopEntry() });
  await follow('oAlice', clock.now, SHOP.appId);
  const { path, cookie } = await visitWechat('oAlice', { path: '/wx/shop' });
  t.match(path, /^\/wx\/shop\/callback\?to=https%3A%2F%2Fpages\.example%2Fpage&code=/);
  const session = cookiesOf(await get(path, { cookie }));
  t.equal((await get('/wx/shop/verify', { cookie: session })).status, 204);
  t.equal((await get('/shop/verify', { cookie: session })).status, 404);
  t.equal((await get('/wx/enter?to=/wx/shop/enter', { cookie: session })).status, 400);
  t.equal((await get('/wx/enter?to=/shop/enter', { cookie: session })).status, 302);
  t.equal((await get('/livez')).status, 200);
  t.equal((await get('/readyz')).status, 200);
});

t.test(
  'the account file is read again when it is saved, and sessions outlive that; a bad edit changes nothing',
  async t => {
    const { get, url, phone, follow, clock, accountFile, logged, until } = await startSession(t, { file: shopEntry() });
    await follow('oAlice', clock.now, SHOP.appId);
    const hers = phone('oAlice');
    await hers.open(`${url}/shop/enter?to=/page`);
    const cookie = cookieOf(hers, url);
    const save = async (text: string, told: RegExp) => {
      const before = logged.length;
      writeFileSync(`${accountFile}.new`, text);
      renameSync(`${accountFile}.new`, accountFile);
      await until(() => logged.slice(before).some(line => told.test(line)));
    };
    await save(shopEntry(`pages: { allowed: ['https://shop.example'] }`), /"accounts":2/);
    t.equal((await get('/shop/enter?to=/page', { cookie })).status, 400);
    t.match(await get('/shop/enter?to=https://shop.example/', { cookie }), {
      status: 302,
      location: 'https://shop.example/',
    });
    await save(shopEntry(`pages: { allowed: ['shop.example'] }`), /pages\.allowed\[0\].*what it said before goes on/);
    await save(
      shopEntry('pages: { followPage: none.html }'),
      /accounts \(shop\)\.pages\.followPage: expected a file that can be read, got ENOENT/,
    );
    t.match(await get('/shop/enter?to=https://shop.example/', { cookie }), { status: 302 });
    await save('{}', /"accounts":1/);
    t.equal((await get('/shop/enter', { cookie })).status, 404);
  },
);

t.test('a hundred accounts are served', async t => {
  const entries = Array.from({ length: 100 }, (_, index) =>
    shopEntry(`pages: { name: Shop ${index} }`)
      .replace('accounts:\n', '')
      .replace('name: shop', `name: shop-${index}`)
      .replace(SHOP.appId, `wx_${index}`),
  );
  const { get } = await startSession(t, { file: `accounts:\n${entries.join('')}` });
  for (const index of [0, 50, 99]) {
    t.match((await get(`/shop-${index}/enter`)).location, new RegExp(`appid=wx_${index}&`));
  }
});
