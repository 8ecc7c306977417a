import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import type { Teardown } from './servers-for-test.js';

/** A request as it arrived. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface RunningEndpoint {
  readonly url: string;
  /** What was posted so far, in its order. */
  readonly received: readonly Received[];
  /** Resolves when so much has been posted. */
  posted(count: number): Promise<readonly Received[]>;
}

/** An HTTP endpoint of somebody's that answers so; by then it has read what was posted to it. */
export async function endpointForTest(t: Teardown, answer: RequestListener): Promise<RunningEndpoint> {
  const received: Received[] = [];
  const awaiting = new Set<() => void>();
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    received.push({ headers: request.headers, body });
    answer(request, response);
    for (const look of awaiting) look();
  });
  const url = await listen(t, server);
  return {
    url,
    received,
    posted: count =>
      new Promise(resolve => {
        const look = () => {
          if (received.length < count) return;
          awaiting.delete(look);
          resolve(received);
        };
        awaiting.add(look);
        look();
      }),
  };
}

/** One that does not even speak HTTP: what it does with a connection when it has been sent something. */
export function brokenEndpointForTest(t: Teardown, speak: (socket: Socket) => void): Promise<string> {
  const server = createTcpServer(socket => {
    socket.on('error', () => {});
    socket.once('data', () => speak(socket));
  });
  return listen(t, server);
}

async function listen(t: Teardown, server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.teardown(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise(resolve => server.close(resolve));
  });
  // Sound: it listens on a port.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
}
