import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Test } from 'tap';

/** A proxy in front of a server that keeps each request: its path without the query, and its body as it was sent. */
export async function recordRequests(
  t: Test,
  target: string,
): Promise<{ readonly url: string; readonly requests: readonly string[] }> {
  const requests: string[] = [];
  const proxy = createServer(async (request, response) => {
    const body = await text(request);
    const { pathname } = new URL(request.url ?? '', target);
    requests.push(`${pathname} ${body}`);
    const method = request.method ?? 'GET';
    const answer = await fetch(target + request.url, { method, ...(method === 'POST' && { body }) });
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
  });
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, requests };
}
