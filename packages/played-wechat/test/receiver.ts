import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Test } from 'tap';

export interface Received {
  method: string | undefined;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
}

type Answer = (response: ServerResponse, received: Received, index: number) => void;

/** An address to push to, that remembers what it was sent. */
export async function startReceiver(t: Test, answer: Answer) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks = await request.toArray();
    const one: Received = {
      method: request.method,
      query: new URL(request.url ?? '', 'http://receiver').searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    received.push(one);
    answer(response, one, received.length - 1);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/wechat`, received };
}
