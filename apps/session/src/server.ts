import { buildPublicServer, type Health } from '@wechat-pipeline/service';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ENDPOINTS } from './endpoints.js';
import type { Outcome } from './metrics.js';
import { refuse } from './refuse.js';
import { ROUTES } from './routes/index.js';
import type { Site, Visit } from './visit.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** What became of it, for the metrics. */
    outcome: Outcome | '';
  }
}

export interface ServerOptions extends Site {
  readonly health: Health;
}

/** Nobody sends us anything but addresses. */
const MAX_BODY_BYTES = 1_024;

/** For whatever is no page; pages have a policy of their own. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/** The public server, not yet listening. */
export function buildServer({ health, ...site }: ServerOptions): FastifyInstance {
  const server = buildPublicServer({ log: site.log, health, maxBodyBytes: MAX_BODY_BYTES });
  server.decorateRequest('outcome', '');
  server.register(async scope => {
    scope.addHook('onRequest', async (_, reply) => {
      reply.headers(HEADERS);
    });
    const folder = new URL(site.url).pathname.replace(/\/$/, '');
    for (const endpoint of ENDPOINTS) {
      const options = {
        onResponse(request: FastifyRequest, reply: FastifyReply, done: () => void) {
          if (request.outcome) site.metrics.requested(endpoint, request.outcome, reply.elapsedTime);
          done();
        },
      };
      for (const url of [`${folder}/${endpoint}`, `${folder}/:name/${endpoint}`]) {
        scope.get(url, options, async (request, reply) => {
          const visit = visitOf(site, request, reply);
          if (visit === undefined) {
            reply.callNotFound();
            return reply;
          }
          try {
            return await ROUTES[endpoint](visit);
          } catch (error) {
            return refuse(visit, endpoint, error);
          }
        });
      }
    }
  });
  return server;
}

function visitOf(site: Site, request: FastifyRequest, reply: FastifyReply): Visit | undefined {
  const { name = '' } = request.params as { readonly name?: string };
  const account = site.accounts.byName(name);
  return account && { site, account, request, reply };
}
