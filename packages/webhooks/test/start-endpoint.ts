import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import type { Teardown } from '@wechat-pipeline/local-servers';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface RunningEndpoint {
  readonly url: string;
  /** What was posted, in its order. */
  readonly received: readonly Received[];
}

/** An endpoint that answers so; what it was sent has been read by then. */
export async function startEndpoint(t: Teardown, answer: RequestListener): Promise<RunningEndpoint> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    received.push({ headers: request.headers, body });
    answer(request, response);
  });
  const url = await listen(t, server);
  return { url, received };
}

/** An endpoint that does not even speak HTTP: what it does with a connection upon which it has been sent something. */
export function startBrokenEndpoint(t: Teardown, speak: (socket: Socket) => void): Promise<string> {
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
