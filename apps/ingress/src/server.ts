import { buildPublicServer, type Health } from '@wechat-pipeline/service';
import type { PushFormat, PushQuery } from '@wechat-pipeline/wechat-core';
import type { FastifyInstance } from 'fastify';
import { refusalOf } from './refusal.js';
import { accountAt, type WechatRouteOptions, wechatRoute } from './routes/wechat.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** When its push was there to be opened, by `performance.now()`; 0 before. */
    begun: number;
  }
}

export interface ServerOptions extends WechatRouteOptions {
  readonly health: Health;
  /** In which pushes come, as chosen in WeChat's console. */
  readonly format: PushFormat;
}

const MAX_BODY_BYTES = 256 * 1024;

/** The public server, not yet listening. */
export function buildServer({ health, format, ...wechat }: ServerOptions): FastifyInstance {
  const { accounts, metrics, log } = wechat;
  const server = buildPublicServer({ log, health, maxBodyBytes: MAX_BODY_BYTES });
  server.decorateRequest('begun', 0);
  acceptPushes(server, format);
  server.register(async scope => {
    scope.setErrorHandler((error, request, reply) => {
      const account = accountAt(request, accounts);
      if (account === undefined) return reply.callNotFound();
      const refusal = refusalOf(error, request.query as PushQuery, account.secrets);
      metrics.requested(refusal.outcome, request.begun && performance.now() - request.begun);
      if (refusal.status >= 500) log.error({ err: error }, 'push not taken');
      else log.info({ reason: (error as { code?: string }).code, status: refusal.status }, 'request refused');
      return reply.code(refusal.status).type('text/plain').send(refusal.text);
    });
    wechatRoute(scope, wechat);
  });
  return server;
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
    done(type ? Object.assign(new Error('Unsupported Media Type'), { statusCode: 415 }) : null, body);
  });
}
