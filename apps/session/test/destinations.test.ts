import t from 'tap';
import { SHOP, shopEntry, startSession } from './start-session.js';

/** Each is refused by an account that allows https://shop.example/members, and by one that allows its own host alone. */
const ATTEMPTS: readonly string[] = [
  'https://evil.example/',
  'http://evil.example/',
  '//evil.example/',
  '///evil.example/',
  '////evil.example/',
  '/\\evil.example/',
  '\\\\evil.example/',
  '/\t/evil.example/',
  '/\n/evil.example/',
  '\t//evil.example/',
  ' https://evil.example/',
  'https:evil.example',
  'https:/evil.example',
  'https:///evil.example',
  'https:\\\\evil.example',
  'https://shop.example@evil.example/members',
  'https://shop.example:secret@evil.example/members',
  'https://evil.example\\@shop.example/members',
  'https://@evil.example/members',
  'https://user@shop.example/members',
  'https://shop.example.evil.example/members',
  'https://shop.example%2eevil.example/members',
  'https://shop.example./members',
  'https://shop.example:8443/members',
  'https://shop.example／members',
  'https://evil.example/?https://shop.example/members',
  'https://evil.example#https://shop.example/members',
  'http://shop.example/members',
  'ftp://shop.example/members',
  'blob:https://shop.example/members',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'weixin://dl/business',
  'file:///etc/passwd',
  '//shop.example/members',
  'https://shop.example/',
  'https://shop.example/membersecret',
  'https://shop.example/Members',
  'https://shop.example/members/../admin',
  'https://shop.example/members/./../admin',
  'https://shop.example/members/%2e%2e/admin',
  'https://shop.example/members/.%2E/admin',
  'https://shop.example/members/..%2fadmin',
  'https://shop.example/members/..%5cadmin',
  'https://shop.example/members/%252e%252e/admin',
  'https://shop.example/members/%25252e%25252e/admin',
  'https://shop.example/members/..;/admin',
  'https://shop.example/members/..;a=1/admin',
  'https://shop.example/members\\..\\admin',
  'https://shop.example/members/%00',
  'https://shop.example/members/%0d%0aset-cookie:a=1',
  'https://shop.example/members/%',
  'https://shop.example/members/%ff',
  'members',
  '?a=1',
  '#a',
  '.',
  '..',
  '/../',
  '/./',
  '/.//evil.example/',
  '/x/..//evil.example/',
  '/%2e%2e//evil.example/',
  '/%2f/evil.example/',
  '/%5cevil.example/',
  '/page\r\nset-cookie:a=1',
  '/page\u0000',
  '/page\u2028',
  `/${'a'.repeat(2_048)}`,
  '',
];

t.test('nobody is sent to where they are not allowed to go, neither from /enter nor from the callback', async t => {
  const file = shopEntry(`pages: { allowed: ['https://shop.example/members'] }`);
  const { get } = await startSession(t, { file });
  t.ok(ATTEMPTS.length >= 60);
  for (const to of ATTEMPTS) {
    for (const path of ['/enter', '/callback', '/shop/enter', '/shop/callback']) {
      const { status, location, setCookies } = await get(`${path}?to=${encodeURIComponent(to)}&code=a&state=b`);
      if (status !== 400 || location !== undefined || setCookies.length > 0) {
        t.fail(`${path} with ${JSON.stringify(to)}: expected 400, got ${status} to ${location}`);
      }
    }
  }
  for (const query of ['to=/a&to=/b', 'to=/a&to=https://evil.example/', 'to=%E0%A4%A']) {
    t.equal((await get(`/enter?${query}`)).status, 400, query);
  }
});

t.test('nobody is sent to what the session process answers itself', async t => {
  const { get, url } = await startSession(t, { file: shopEntry() });
  for (const to of [
    '/enter',
    '/enter?to=/enter',
    '/callback',
    '/me',
    '/verify',
    '/qr-code',
    '/shop/enter',
    '/shop/callback?code=1',
    '/%65nter',
    '/shop/m%65',
    `${url}/enter`,
  ]) {
    t.equal((await get(`/enter?to=${encodeURIComponent(to)}`)).status, 400, to);
  }
  for (const to of ['/entered', '/enter/more', '/other/enter', '/page/me/you']) {
    t.equal((await get(`/enter?to=${encodeURIComponent(to)}`)).status, 302, to);
  }
});

t.test('a follower goes to what is allowed: to the address itself and what is below, and nowhere else', async t => {
  const allowed = `['https://shop.example/members', 'https://例子.example/会员/', 'https://docs.example']`;
  const { get, signIn, follow, clock } = await startSession(t, {
    file: shopEntry(`pages: { allowed: ${allowed} }`),
  });
  await follow('oAlice', clock.now, SHOP.appId);
  const cookie = await signIn('oAlice', { path: '/shop', to: 'https://docs.example/' });
  for (const [to, location] of [
    ['https://shop.example/members', 'https://shop.example/members'],
    ['https://shop.example/members/', 'https://shop.example/members/'],
    ['https://shop.example/members/1?a=b c#top'.replace(' ', '%20'), 'https://shop.example/members/1?a=b%20c#top'],
    ['https://shop.example/members?to=//evil.example/../', 'https://shop.example/members?to=//evil.example/../'],
    ['https://shop.example/members/my%20page', 'https://shop.example/members/my%20page'],
    ['HTTPS://SHOP.example:443/members', 'https://shop.example/members'],
    ['https://例子.example/会员/一', 'https://xn--fsqu00a.example/%E4%BC%9A%E5%91%98/%E4%B8%80'],
    ['https://docs.example', 'https://docs.example/'],
    ['https://docs.example/a//b', 'https://docs.example/a//b'],
  ] as const) {
    t.match(await get(`/shop/enter?to=${encodeURIComponent(to)}`, { cookie }), { status: 302, location }, to);
  }
  t.equal((await get('/shop/enter?to=/', { cookie })).status, 400, 'and to its own host only where that is listed');
  t.equal((await get('/shop/enter', { cookie })).status, 400);
});
