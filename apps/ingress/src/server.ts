import type { Socket } from 'node:net';
import { type Health, healthRoutes, type Log } from '@wechat-pipeline/service';
import type { PushFormat, PushQuery } from '@wechat-pipeline/wechat-core';
import {
  errorCodes,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  fastify,
  LogController,
} from 'fastify';
import type { IngressMetrics, Outcome } from './metrics.js';
import { refusalOf } from './refusal.js';
import { accountAt, type WechatRouteOptions, wechatRoute } from './routes/wechat.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** What became of it, for the metrics. */
    outcome: Outcome | '';
  }
}

export interface ServerOptions extends WechatRouteOptions {
  readonly health: Health;
  readonly log: Log;
  readonly metrics: IngressMetrics;
  /** In which pushes come, as chosen in WeChat's console. */
  readonly format: PushFormat;
}

const MAX_BODY_BYTES = 256 * 1024;

/** The public server, not yet listening. */
export function buildServer({ health, log, metrics, format, ...wechat }: ServerOptions): FastifyInstance {
  const server: FastifyInstance = fastify({
    loggerInstance: log as FastifyBaseLogger,
    // Fastify's own request log would write signatures and OpenIDs.
    logController: new LogController({ disableRequestLogging: true }),
    // A logger of its own for each request would cost more than the request's XML.
    childLoggerFactory: logger => logger,
    bodyLimit: MAX_BODY_BYTES,
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    // WeChat gives up after 5 seconds; whoever sends slower than that is not WeChat.
    requestTimeout: 5_000,
    http: { headersTimeout: 5_000, connectionsCheckingInterval: 1_000 },
    clientErrorHandler: refuseBrokenHttp,
    frameworkErrors: (_error, _request, reply) => {
      reply.hijack();
      reply.raw.writeHead(400, { 'content-type': 'text/plain' }).end('Bad Request');
    },
  });
  server.decorateRequest('outcome', '');
  acceptPushes(server, format);
  server.setNotFoundHandler((_, reply) => notFound(reply));
  server.setErrorHandler((error, request, reply) => {
    if (request.is404) return notFound(reply);
    log.error({ err: error }, 'request failed');
    return reply.code(500).type('text/plain').send('Internal Server Error');
  });
  healthRoutes(server, health);
  server.register(async scope => {
    scope.addHook('onResponse', (request, reply, done) => {
      if (request.outcome) metrics.requested(request.outcome, reply.elapsedTime);
      done();
    });
    scope.setErrorHandler((error, request, reply) => {
      const account = accountAt(request, wechat.accounts);
      if (account === undefined) return notFound(reply);
      const refusal = refusalOf(error, request.query as PushQuery, account.secrets);
      request.outcome = refusal.outcome;
      if (refusal.status >= 500) log.error({ err: error }, 'push not taken');
      else log.info({ reason: (error as { code?: string }).code, status: refusal.status }, 'request refused');
      return reply.code(refusal.status).type('text/plain').send(refusal.text);
    });
    wechatRoute(scope, wechat);
  });
  return server;
}

function notFound(reply: FastifyReply): FastifyReply {
  return reply.code(404).type('text/plain').send('Not Found');
}

/** Also where JSON is chosen XML is taken: while it is being changed both come. */
const CONTENT_TYPES: Readonly<Record<PushFormat, readonly string[]>> = {
  xml: ['text/xml', 'application/xml'],
  json: ['text/xml', 'application/xml', 'application/json', 'text/json'],
};

/** WeChat names its format; a request without a content type is taken, too, one with another is not. */
function acceptPushes(server: FastifyInstance, format: PushFormat): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser([...CONTENT_TYPES[format]], { parseAs: 'string' }, (_, body, done) => done(null, body));
  server.addContentTypeParser('*', { parseAs: 'string' }, (request, body, done) => {
    const type = request.headers['content-type'];
    done(type ? new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(type) : null, body);
  });
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
