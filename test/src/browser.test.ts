import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { directoryForTest, freePort, type Teardown } from '@wechat-pipeline/local-servers';
import { subscribe, unsubscribe } from '@wechat-pipeline/played-wechat';
import t, { type Test } from 'tap';
import { DESKTOP, noBrowser, PHONE, startBrowser, type Window } from './start-browser.js';
import { startPipeline } from './start-pipeline.js';

const PAGES_MD = readFileSync(join(import.meta.dirname, '../../../docs/pages.md'), 'utf8');

t.test('in a real browser', { skip: noBrowser }, async t => {
  const [pipeline, browser, directory] = await Promise.all([
    startPipeline(t),
    startBrowser(t),
    directoryForTest(t, 'browser'),
  ]);
  const { platform, profilesReach } = pipeline;
  const port = await freePort();
  const site = `http://127.0.0.1:${port}`;
  const members = await startMembersPage(t, site);
  writeFileSync(join(directory, 'qr-code.png'), await browser.drawQrCode());
  writeFileSync(
    join(directory, 'account.yml'),
    `pages: { name: 小店, allowed: ['${members}'], qrCode: qr-code.png }\n`,
  );
  const [{ pusher }] = await Promise.all([
    pipeline.startIngress(),
    pipeline.startSession({
      SESSION_URL: site,
      SESSION_PORT: String(port),
      ACCOUNT_FILE: join(directory, 'account.yml'),
    }),
    pipeline.startWorker(),
  ]);
  /** What a menu entry of type view leads to. */
  const menuLink = `${site}/enter?to=${encodeURIComponent(members)}`;

  async function follow(openid: string, nickname: string): Promise<void> {
    platform.follow(openid, { nickname });
    await pusher.push(subscribe(openid));
    await profilesReach(1, { openid, subscribed: true });
  }
  async function unfollow(openid: string): Promise<void> {
    platform.unfollow(openid);
    await pusher.push(unsubscribe(openid));
    await profilesReach(1, { openid, subscribed: false });
  }

  await t.test('a follower goes from the menu to the page, unfollows, and follows again', async t => {
    const window = await browser.openWindow(PHONE);
    const { page, authorizations, keepPicture } = window;
    const isAtThePage = () => page.locator('#who').getByText('小艾').waitFor();
    platform.holdPhone({ openid: 'oAlice' });
    await follow('oAlice', '小艾');

    await page.goto(menuLink);
    await isAtThePage();
    t.equal(page.url(), `${members}#`, 'of which WeChat’s own fragment is no part');
    t.equal(authorizations(), 1, 'by one silent redirect');
    await keepPicture('phone-1-the-page');

    await page.goto(menuLink);
    await isAtThePage();
    t.equal(authorizations(), 1, 'and again by none');

    await unfollow('oAlice');
    await page.goto(menuLink);
    t.equal(await page.getByRole('heading').innerText(), '关注“小店”后继续');
    t.equal(await page.evaluate('document.images[0].naturalWidth'), 290, 'with the account’s own QR code');
    await keepPicture('phone-2-follow-page');
    t.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
    await isForEverybody(t, window);
    await page.emulateMedia({ colorScheme: 'dark' });
    await keepPicture('phone-3-follow-page-in-the-dark');
    t.same(await window.barriers(), []);
    await page.emulateMedia({ colorScheme: 'light' });

    await follow('oAlice', '小艾');
    await page.getByRole('link', { name: '我已关注，继续' }).tap();
    await isAtThePage();
    t.equal(authorizations(), 2, 'the follow page’s link needs none: WeChat was asked after the unfollow');
    await keepPicture('phone-4-the-page-again');
    t.same(window.violations, []);
  });

  await t.test('who opens the page itself is recognised, too', async t => {
    const { page, authorizations, violations } = await browser.openWindow(PHONE);
    platform.holdPhone({ openid: 'oBob' });
    await follow('oBob', '小波');
    await page.goto(members);
    await page.locator('#who').getByText('小波').waitFor();
    t.equal(authorizations(), 1);
    t.same(violations, []);
  });

  await t.test('who comes back to the follow page after a follow goes on without a tap', async t => {
    const window = await browser.openWindow(DESKTOP);
    const { page, authorizations } = window;
    platform.holdPhone({ openid: 'oCarol' });
    await page.goto(menuLink);
    t.equal(await page.getByRole('heading').innerText(), 'Follow “小店” to go on');
    await window.keepPicture('desktop-1-follow-page');
    t.equal(await page.locator('html').getAttribute('lang'), 'en');
    await isForEverybody(t, window);

    await follow('oCarol', 'Carol');
    // As a browser says it that kept the page while another one was looked at.
    await page.evaluate(`dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))`);
    await page.locator('#who').getByText('Carol').waitFor();
    t.equal(authorizations(), 1);
    await window.keepPicture('desktop-2-the-page');
    t.same(window.violations, []);
  });

  await t.test('who sees a snapshot is asked for the full service', async t => {
    const window = await browser.openWindow(PHONE);
    platform.holdPhone({ openid: 'oBob', isSnapshot: true });
    await window.page.goto(menuLink);
    t.equal(await window.page.getByRole('heading').innerText(), '请使用完整服务');
    await window.keepPicture('phone-5-snapshot');
    await isForEverybody(t, window);
    t.same(window.violations, []);
  });
});

/** Without barriers, to be used by keyboard, and to be read at 200 %. */
async function isForEverybody(t: Test, { page, barriers }: Window): Promise<void> {
  t.same(await barriers(), []);
  t.equal(await page.locator('h1').count(), 1);
  await page.keyboard.press('Tab');
  t.equal(await page.evaluate('document.activeElement.tagName'), 'A', 'the link is the first that Tab comes to');
  const { width, height } = page.viewportSize()!; // it was given one
  const half = { width: Math.round(width / 2), height: Math.round(height / 2) };
  await page.setViewportSize(half);
  // Not compared with innerWidth, which on a phone grows with the page.
  const used = await page.evaluate<number>('document.documentElement.scrollWidth');
  t.ok(used <= half.width, `at 200 % nothing stands out of ${half.width} pixels: ${used}`);
  await page.setViewportSize({ width, height });
}

/** A page of the owner’s, with the script that the documentation shows. */
async function startMembersPage(t: Teardown, site: string): Promise<string> {
  const [, script = ''] = /```js\n(.*?)```/s.exec(PAGES_MD) ?? [];
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(`<!doctype html>
      <html lang="zh-CN"><meta name="viewport" content="width=device-width, initial-scale=1"><title>会员</title>
      <body style="font-family: sans-serif; margin: 2rem"><h1>欢迎，<span id="who">…</span></h1>
      <script type="module">${script.replaceAll('https://example.com', site)}</script>`);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => new Promise(resolve => server.close(resolve).closeAllConnections()));
  const { port } = server.address() as AddressInfo; // a string only for a pipe's name
  return `http://127.0.0.1:${port}/members`;
}
