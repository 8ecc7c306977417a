import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { languageOf } from '../src/pages/language.js';
import { MESSAGES } from '../src/pages/messages.js';
import { ACCOUNT, cookieOf, type Playing, shopEntry, startSession } from './start-session.js';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64',
);

/** The page that asks to follow, as a stranger gets it. */
async function followPage({ signIn, get }: Playing, headers: Record<string, string> = {}, path = '') {
  const cookie = await signIn('oStranger', { path });
  return get(`${path}/enter?to=/page`, { cookie, ...headers });
}

t.test(
  'pages are in the language that WeChat is set to, else in the one that the browser prefers, else in Chinese',
  async t => {
    const wechat = (language: string) =>
      `Mozilla/5.0 MicroMessenger/8.0.50 NetType/WIFI Language/${language} ABI/arm64`;
    for (const [expected, userAgent, acceptLanguage] of [
      ['zh-CN', undefined, undefined],
      ['zh-CN', wechat('zh_CN'), 'en-US'],
      ['zh-CN', wechat('zh_TW'), undefined],
      ['en', wechat('en'), 'zh-CN,zh;q=0.9'],
      ['en', wechat('fr'), 'zh-CN'],
      ['zh-CN', 'Mozilla/5.0', 'zh-CN,zh;q=0.9,en;q=0.8'],
      ['en', 'Mozilla/5.0', 'en-GB,en;q=0.9,zh;q=0.8'],
      ['en', 'Mozilla/5.0', 'fr-FR,en;q=0.5'],
      ['zh-CN', 'Mozilla/5.0', 'fr-FR'],
      ['zh-CN', 'Mozilla/5.0', ''],
      ['zh-CN', 'Mozilla/5.0 Language/en', 'ben'],
    ] as const) {
      const headers = { 'user-agent': userAgent, 'accept-language': acceptLanguage };
      t.equal(languageOf(headers), expected, `${userAgent} ${acceptLanguage}`);
    }
  },
);

t.test('every page can be read on a phone and by a screen reader, and lets nothing in from elsewhere', async t => {
  const file = 'pages: { name: 示例, qrCode: https://pictures.example/qr.png }';
  const playing = await startSession(t, { file });
  const { get, phone, url, platform } = playing;
  const snapshot = phone('oSnapshot', { isSnapshot: true });
  platform.holdPhone({ openid: 'oSnapshot' });
  await snapshot.open(`${url}/enter?to=/page`);
  for (const language of ['zh-CN', 'en']) {
    const headers = { 'accept-language': language };
    const pages = {
      follow: await followPage(playing, headers),
      'to refused': await get('/enter?to=//a', headers),
      'state refused': await get('/callback?to=/', headers),
    };
    for (const [title, { headers: sent, body }] of Object.entries(pages)) {
      t.match(body, new RegExp(`^<!doctype html>\\n<html lang="${language}">`), title);
      t.match(body, '<meta name="viewport" content="width=device-width, initial-scale=1">', title);
      t.match(body, /<title>[^<]+<\/title>/, title);
      t.equal(body.match(/<h1>/g)?.length, 1, title);
      t.equal(body.match(/<main>/g)?.length, 1, title);
      for (const [picture] of body.matchAll(/<img[^>]*>/g)) t.match(picture, /alt="[^"]+"/, title);
      const nonce = /script-src 'nonce-([\w+/=]+)'/.exec(sent.get('content-security-policy') ?? '')?.[1] ?? 'none';
      for (const [, used] of body.matchAll(/<(?:script|style) nonce="([^"]*)">/g)) {
        t.equal(used?.replaceAll('&#x2F;', '/').replaceAll('&#x3D;', '='), nonce, title);
      }
      t.equal(
        sent.get('content-security-policy'),
        `default-src 'none'; img-src 'self' ${url} https://pictures.example; style-src 'nonce-${nonce}'; ` +
          `script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
        title,
      );
      t.notMatch(body, /<(?:script|style)(?! nonce=)|\son\w+=|\sstyle=|<link|@import|url\(/, title);
      for (const [name, value] of [
        ['cache-control', 'no-store'],
        ['referrer-policy', 'no-referrer'],
        ['x-content-type-options', 'nosniff'],
        ['content-type', 'text/html; charset=utf-8'],
        ['server', null],
        ['x-powered-by', null],
      ] as const) {
        t.equal(sent.get(name), value, `${title}: ${name}`);
      }
    }
    t.match(pages.follow.body, language === 'en' ? /Follow “示例” to go on/ : /关注“示例”后继续/);
  }
  t.not(
    (await get('/callback?to=/')).headers.get('content-security-policy'),
    (await get('/callback?to=/')).headers.get('content-security-policy'),
    'no nonce is used twice',
  );
});

t.test('redirects and JSON are not kept by anybody either, nor tell where somebody comes from', async t => {
  const { get } = await startSession(t);
  for (const path of ['/enter', '/me', '/verify']) {
    const { headers } = await get(path);
    t.equal(headers.get('cache-control'), 'no-store', path);
    t.equal(headers.get('referrer-policy'), 'no-referrer', path);
    t.equal(headers.get('x-content-type-options'), 'nosniff', path);
    t.match(headers.get('content-security-policy'), "default-src 'none'", path);
  }
});

t.test('what a file or an address holds never becomes HTML', async t => {
  const file = `pages: { name: '<script>alert(1)</script>"''&' }`;
  const playing = await startSession(t, { file });
  const { body } = await followPage(playing);
  t.notMatch(body, '<script>alert');
  t.match(body, '&lt;script&gt;alert(1)&lt;&#x2F;script&gt;&quot;&#39;&amp;');
  const { get, signIn } = playing;
  const cookie = await signIn('oStranger');
  const to = '/page?a="><script>alert(1)</script>\'';
  const page = await get(`/enter?to=${encodeURIComponent(to)}`, { cookie });
  t.equal(page.status, 200);
  t.notMatch(page.body, '<script>alert');
});

t.test('the link to go on, and the script that goes on by itself, lead to where somebody was going', async t => {
  const { url, phone, follow } = await startSession(t);
  const his = phone('oBob');
  const { body } = await his.open(`${url}/enter?to=${encodeURIComponent('/page?a=1&b=2#c')}`);
  const [, href = ''] = /<a id="go-on" href="([^"]+)"/.exec(body) ?? [];
  const link = href.replaceAll('&#x2F;', '/').replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');
  t.equal(new URL(link).searchParams.get('to'), `${url}/page?a=1&b=2#c`);
  t.match(body, /location\.replace\(document\.getElementById\('go-on'\)\.href\)/);
  t.notMatch(body, /setTimeout|setInterval|http-equiv/, 'and nothing asks again and again');
  await follow('oBob');
  t.match(await his.open(link), { url: `${url}/page?a=1&b=2#c` });
});

t.test('a QR code that is a file is served, and one that is none is refused', async t => {
  const files = { 'qr.png': PNG };
  const playing = await startSession(t, { file: shopEntry('pages: { qrCode: qr.png }'), files });
  const { get, url, directory, logged } = playing;
  const { body } = await followPage(playing, {}, '/shop');
  t.ok(body.replaceAll('&#x2F;', '/').includes(`<img src="${url}/shop/qr-code" alt="公众号的二维码">`));
  const response = await fetch(`${url}/shop/qr-code`);
  t.match(response, { status: 200 });
  t.equal(response.headers.get('content-type'), 'image/png');
  t.equal(response.headers.get('cache-control'), 'public, max-age=300');
  t.strictSame(Buffer.from(await response.arrayBuffer()), PNG);
  t.equal((await get('/qr-code')).status, 404, 'of another account');

  const replace = (content: string | Buffer) => {
    writeFileSync(join(directory, 'new'), content);
    renameSync(join(directory, 'new'), join(directory, 'qr.png'));
  };
  replace('<svg onload="alert(1)"/>');
  t.equal((await get('/shop/qr-code')).headers.get('content-type'), 'image/png', 'what it was before');
  t.match(logged.join(''), /accounts \(shop\)\.pages\.qrCode: expected a PNG, JPEG, GIF or WebP picture/);
  replace(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), PNG]));
  t.equal((await get('/shop/qr-code')).headers.get('content-type'), 'image/jpeg');
});

t.test('a page of one’s own is read again when it is saved; a mistake in it changes nothing', async t => {
  const playing = await startSession(t, {
    file: 'pages: { name: 示例, followPage: follow.html }',
    files: { 'follow.html': 'one {{name}} {{{enterUrl}}}' },
  });
  const { url, directory, logged } = playing;
  const shown = async () => (await followPage(playing)).body;
  const replace = (content: string) => {
    writeFileSync(join(directory, 'new'), content);
    renameSync(join(directory, 'new'), join(directory, 'follow.html'));
  };
  t.equal(await shown(), `one 示例 ${url}/enter?to=${encodeURIComponent(`${url}/page`)}`);
  replace('two {{#name}}');
  t.match(await shown(), /^one/);
  t.match(logged.join(''), /pages\.followPage: Unclosed section/);
  replace('three {{constructor}}{{__proto__}}{{toString}}');
  t.equal(await shown(), 'three ');
});

t.test('both languages have every page, and whichever has a link in one has it in the other', async t => {
  const shape = (messages: (typeof MESSAGES)['en']) =>
    Object.entries(messages).map(([name, { link }]) => [name, link !== undefined]);
  t.strictSame(shape(MESSAGES['zh-CN']), shape(MESSAGES.en));
});

t.test('a snapshot is shown what to do, in its language', async t => {
  const { url, phone, get } = await startSession(t);
  const hers = phone('oAlice', { isSnapshot: true });
  const page = await hers.open(`${url}/enter?to=/page`);
  t.match(page.body, /使用完整服务.*<a href="[^"]*enter[^"]*">继续<\/a>/s);
  const { body } = await get(page.url.replace(url, ''), { cookie: cookieOf(hers, url), 'accept-language': 'en' });
  t.match(body, /<html lang="en">.*use the full service.*Go on/s);
  t.notMatch(body, ACCOUNT.appId);
});
