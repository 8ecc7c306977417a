import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPhone } from '@wechat-pipeline/played-wechat';
import t, { type Test } from 'tap';
import { account, setup } from './setup.js';

/** A site that sends who comes to /enter to web authorization, and greets who comes back. */
async function startSite(t: Test, platformUrl: string, scope: string) {
  const loads: string[] = [];
  function answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '', site);
    loads.push(`${url.pathname} ${request.headers.cookie ?? ''}`);
    if (url.pathname === '/enter') {
      const query = {
        appid: account.appId,
        redirect_uri: `${site}/callback`,
        response_type: 'code',
        scope,
        state: 'a',
      };
      const location = `${platformUrl}/connect/oauth2/authorize?${new URLSearchParams(query)}#wechat_redirect`;
      response.writeHead(302, { location, 'set-cookie': ['before=1; HttpOnly; Path=/', 'gone=2'] });
      response.end();
      return;
    }
    response.setHeader('set-cookie', ['session=s=1; SameSite=Lax', 'gone=; Max-Age=0']);
    response.end(`welcome with ${url.searchParams.get('code')}`);
  }
  const server = createServer(answer);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.teardown(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });
  const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { site, loads };
}

t.test('a phone goes through web authorization and keeps each host’s cookies', async t => {
  const { platform } = await setup(t);
  const { site, loads } = await startSite(t, platform.url, 'snsapi_base');
  const phone = createPhone({ platformUrl: platform.url, openid: 'oAlice' });
  t.match(await phone.open(`${site}/enter`), {
    url: /\/callback\?code=/,
    status: 200,
    body: /^welcome with [\w-]{32}$/,
    redirects: [`${site}/enter`, new RegExp(`^${platform.url}/connect/oauth2/authorize`)],
  });
  t.same(
    [...phone.cookies(site)],
    [
      ['before', '1'],
      ['session', 's=1'],
    ],
  );
  t.same(loads, ['/enter ', '/callback before=1; gone=2']);
});

t.test('a phone may load the callback twice, as WeChat’s client does, with one code and the same cookies', async t => {
  const { platform } = await setup(t);
  const { site, loads } = await startSite(t, platform.url, 'snsapi_base');
  const phone = createPhone({ platformUrl: platform.url, openid: 'oAlice', loadsCallbackTwice: true });
  await phone.open(`${site}/enter`);
  t.same(loads.slice(1), ['/callback before=1; gone=2', '/callback before=1; gone=2']);
});

t.test('a stranger who is asked consents, or does not', async t => {
  const { platform } = await setup(t);
  const { site, loads } = await startSite(t, platform.url, 'snsapi_userinfo');
  const open = (consents: boolean) =>
    createPhone({ platformUrl: platform.url, openid: 'oStranger', consents }).open(`${site}/enter`);
  t.match(await open(true), { body: /^welcome/ });
  t.match(await open(false), { url: /\/connect\/oauth2\/authorize/, body: /允许/ });
  t.equal(loads.filter(load => load.startsWith('/callback')).length, 1);
});

t.test('a phone does not follow redirects for ever', async t => {
  const server = createServer((request, response) => response.writeHead(302, { location: request.url }).end());
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.teardown(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const phone = createPhone({ platformUrl: 'http://127.0.0.1:1', openid: 'oAlice' });
  await t.rejects(phone.open(url), /expected a page within 10 redirects/);
});
