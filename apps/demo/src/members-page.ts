import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Closing } from './closing.js';

const TITLE = '会员专享';

/**
 * A page for followers only, as the account's owner would serve it: it asks the session process who is there, and sends
 * whoever is not known to it. Returns the page's address.
 */
export async function startMembersPage(sessionUrl: string, closing: Closing): Promise<string> {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const me = await fetch(`${sessionUrl}/me`, { headers: { cookie: request.headers.cookie ?? '' } });
    if (me.status === 401) {
      response.writeHead(302, { location: `${sessionUrl}/enter?to=${page}` }).end();
      return;
    }
    const { openid } = (await me.json()) as { readonly openid: string };
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
      .end(`<!doctype html><html lang="zh-CN"><title>${TITLE}</title><h1>${TITLE}</h1><p>欢迎，${openid}！</p></html>`);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(503).end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.add(() => {
    server.closeAllConnections();
    server.close();
  });
  const page = `http://127.0.0.1:${(server.address() as AddressInfo).port}/members`; // a string only for a pipe's name
  return page;
}
