import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { fastify } from './common-js.js';
import { type Health, healthRoutes } from './health.js';
import type { Log } from './log.js';

export interface PublicServerOptions {
  readonly log: Log;
  readonly health: Health;
  readonly maxBodyBytes: number;
}

/**
 * A server that strangers reach, with health and nothing else yet. It logs no request, gives up on slow ones, and tells
 * nothing of the inside, whatever it is sent.
 *
 * Fastify itself gets no logger: what it would log of a request are signatures, codes and OpenIDs, and even where it is told
 * not to, it listens to the end of each response, which costs a text a tenth of its time.
 */
export function buildPublicServer({ log, health, maxBodyBytes }: PublicServerOptions): FastifyInstance {
  const server: FastifyInstance = fastify({
    bodyLimit: maxBodyBytes,
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    // WeChat gives up after 5 seconds; whoever sends slower than that is neither WeChat nor a browser.
    requestTimeout: 5_000,
    http: { headersTimeout: 5_000, connectionsCheckingInterval: 1_000 },
    clientErrorHandler: refuseBrokenHttp,
    frameworkErrors: (_error, _request, reply) => {
      reply.hijack();
      reply.raw.writeHead(400, { 'content-type': 'text/plain' }).end('Bad Request');
    },
  });
  server.setNotFoundHandler((_, reply) => notFound(reply));
  server.setErrorHandler((error, request, reply) => {
    if (request.is404) return notFound(reply);
    log.error({ err: error }, 'request failed');
    return reply.code(500).type('text/plain').send('Internal Server Error');
  });
  healthRoutes(server, health);
  return server;
}

function notFound(reply: FastifyReply): FastifyReply {
  return reply.code(404).type('text/plain').send('Not Found');
}

const BROKEN_HTTP: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** What is not even HTTP gets the bare answer; Node's and Fastify's would name what they stumbled over. */
function refuseBrokenHttp(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = BROKEN_HTTP[error.code ?? ''] ?? '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
}
