import { DependencyAwayError } from '@wechat-pipeline/service';
import { ApiError, ApiUnavailableError } from '@wechat-pipeline/wechat-core';
import type { FastifyReply } from 'fastify';
import type { Endpoint } from './endpoints.js';
import { sendMessage } from './pages/send-page.js';
import { destinationOf } from './routes/destination-of.js';
import type { Visit } from './visit.js';

const RETRY_AFTER_SECONDS = 5;

/** Answers a visit that an error came up in; tells no more than whether it is worth another try. */
export function refuse(visit: Visit, endpoint: Endpoint, error: unknown): FastifyReply {
  const { site, account, request, reply } = visit;
  const isAway =
    error instanceof DependencyAwayError || error instanceof ApiError || error instanceof ApiUnavailableError;
  const [status, outcome] = isAway ? ([503, 'unavailable'] as const) : ([500, 'internal_error'] as const);
  site.log.error({ err: error, appId: account.appId, endpoint }, 'visit not served');
  if (isAway) reply.header('retry-after', RETRY_AFTER_SECONDS);
  if (endpoint === 'enter' || endpoint === 'callback') return sendMessage(visit, status, outcome, destinationOf(visit));
  request.outcome = outcome;
  return endpoint === 'me' ? reply.code(status).send({ error: outcome }) : reply.code(status).send();
}
