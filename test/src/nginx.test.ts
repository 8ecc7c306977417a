import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { directoryForTest, freePort, spawnTied, type Teardown } from '@wechat-pipeline/local-servers';
import { createPhone, type Phone, subscribe, unsubscribe } from '@wechat-pipeline/played-wechat';
import t from 'tap';
import { findOnPath } from './find-on-path.js';
import { startPipeline } from './start-pipeline.js';

const EXAMPLE = join(import.meta.dirname, '../../../examples/nginx/nginx.conf');
const nginx = findOnPath('nginx');
const skip = nginx === undefined && 'there is no nginx on PATH';

t.test('the example for nginx lets followers in, and nobody else', { skip }, async t => {
  const { platform, profilesReach, startIngress, startSession, startWorker } = await startPipeline(t);
  const pages = await startPages(t);
  const port = await freePort();
  const site = `http://127.0.0.1:${port}`;
  const [{ pusher }, session] = await Promise.all([startIngress(), startSession({ SESSION_URL: site }), startWorker()]);
  await startNginx(t, {
    'listen 80;': `listen 127.0.0.1:${port};`,
    'server 127.0.0.1:3001;': `server ${new URL(session.url).host};`,
    'server 127.0.0.1:8080;': `server ${new URL(pages.url).host};`,
  });
  const phoneOf = (openid: string) => createPhone({ platformUrl: platform.url, openid });
  const isAuthorization = (address: string) => new URL(address).pathname === '/connect/oauth2/authorize';
  /** What a browser that says who it is, and follows no redirect, gets. */
  const ask = (path: string, phone: Phone) => {
    const cookie = [...phone.cookies(site)].map(([name, value]) => `${name}=${value}`).join('; ');
    const forged = { 'x-wechat-openid': 'oMallory', x_wechat_openid: 'oMallory' };
    return fetch(site + path, { headers: { cookie, ...forged }, redirect: 'manual' });
  };

  platform.follow('oAlice');
  await pusher.push(subscribe('oAlice'));
  await profilesReach(1, { openid: 'oAlice', subscribed: true });
  const hers = phoneOf('oAlice');

  await t.test('a follower gets in by one silent redirect, and a second time by none', async t => {
    const first = await hers.open(`${site}/members/1?a=1&b=2+3`);
    t.match(first, { url: `${site}/members/1?a=1&b=2+3`, status: 200, body: 'the page of oAlice' });
    t.equal(first.redirects.filter(isAuthorization).length, 1);
    t.match(await hers.open(`${site}/members/2`), { status: 200, body: 'the page of oAlice', redirects: [] });
  });

  await t.test('the pages see the OpenID, and none that a client made up', async t => {
    t.equal(await (await ask('/members/1', hers)).text(), 'the page of oAlice');
    t.equal(pages.seen.at(-1)?.x_wechat_openid, undefined);
    t.equal(await (await ask('/', hers)).text(), 'the page of nobody');
    t.equal(await (await ask('/', phoneOf('oMallory'))).text(), 'the page of nobody');
    const before = pages.seen.length;
    t.equal((await ask('/members/1', phoneOf('oMallory'))).status, 302);
    t.equal(pages.seen.length, before, 'nor are they asked for a page by nobody');
  });

  await t.test('nobody asks /verify from the outside; /me is for whoever is at the page', async t => {
    t.equal((await ask('/verify', hers)).status, 404);
    t.match(await (await ask('/me', hers)).json(), { openid: 'oAlice' });
    t.equal((await ask('/me', phoneOf('oMallory'))).status, 401);
  });

  await t.test('who does not follow is asked to, and gets in when they do', async t => {
    const his = phoneOf('oBob');
    t.match(await his.open(`${site}/members/1`), { status: 200, body: /我已关注/ });
    platform.follow('oBob');
    await pusher.push(subscribe('oBob'));
    await profilesReach(1, { openid: 'oBob', subscribed: true });
    const entered = await his.open(`${site}/members/1`);
    t.match(entered, { url: `${site}/members/1`, body: 'the page of oBob' });
    t.same(entered.redirects.filter(isAuthorization), []);
  });

  await t.test('who unsubscribes is sent to the follow page at once', async t => {
    platform.unfollow('oAlice');
    await pusher.push(unsubscribe('oAlice'));
    await profilesReach(1, { openid: 'oAlice', subscribed: false });
    t.match(await hers.open(`${site}/members/1`), { url: /\/callback\?/, status: 200, body: /我已关注/ });
  });

  await t.test('while the session process is away nobody gets in', async t => {
    await session.terminate();
    const before = pages.seen.length;
    t.equal((await ask('/members/1', phoneOf('oBob'))).status, 500);
    t.equal(pages.seen.length, before);
    t.equal((await ask('/', hers)).status, 200, 'but where everybody may go');
  });
});

/** The owner’s pages: they say by whose OpenID they are asked for. */
async function startPages(t: Teardown) {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer(({ headers }, response) => {
    seen.push(headers);
    response.end(`the page of ${headers['x-wechat-openid'] ?? 'nobody'}`);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => new Promise(resolve => server.close(resolve).closeAllConnections()));
  const { port } = server.address() as AddressInfo; // a string only for a pipe's name
  return { url: `http://127.0.0.1:${port}`, seen };
}

/** Runs the example with other addresses, as an nginx that needs no rights and leaves nothing behind. */
async function startNginx(t: Teardown, addresses: Readonly<Record<string, string>>): Promise<void> {
  const directory = await directoryForTest(t, 'nginx');
  let example = readFileSync(EXAMPLE, 'utf8');
  for (const [from, to] of Object.entries(addresses)) {
    if (example.split(from).length !== 2) throw new Error(`expected ${from} once in the example`);
    example = example.replace(from, to);
  }
  writeFileSync(join(directory, 'example.conf'), example);
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(name => `${name}_temp_path ${name};`);
  writeFileSync(
    join(directory, 'nginx.conf'),
    `daemon off; worker_processes 1; pid nginx.pid; error_log stderr notice; events {}
     http { access_log off; ${paths.join(' ')} include example.conf; }`,
  );
  const args = ['-p', directory, '-c', 'nginx.conf', '-e', 'stderr'];
  const child = spawnTied(nginx!, args, { stdout: 'ignore' }); // the test is skipped without it
  t.teardown(() => child.stop());
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stderr! }).on('line', line => {
      said.push(line);
      // By then it listens: the worker is started last.
      if (line.includes('start worker process ')) resolve();
    });
    void child.exited.then(() => reject(new Error(`nginx ended before it was ready:\n${said.join('\n')}`)));
  });
}
