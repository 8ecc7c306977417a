import { setTimeout as sleep } from 'node:timers/promises';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import { answerApi, type RawRequest, refuse } from './answer-api.js';
import type { Api } from './api.js';
import { type ApiPath, apiPaths, apis } from './apis/all.js';
import { connectAuthorize } from './connect-authorize.js';
import { controlRoutes } from './control-routes.js';
import { playFault } from './play-fault.js';
import { sendJson } from './send-json.js';
import type { State } from './state.js';

/** The played platform's HTTP server. It does not log: benches drive tens of thousands of calls through it. */
export function buildServer(state: State): FastifyInstance {
  // Connections are closed by force, or one that hangs by a fault would keep the server open.
  const server = fastify({ forceCloseConnections: true, exposeHeadRoutes: false });
  // The platform reads JSON whatever the content type says, also one that Fastify would refuse as malformed.
  server.addHook('onRequest', (request, _reply, done) => {
    request.headers['content-type'] = 'application/json';
    done();
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));

  for (const path of apiPaths) {
    server.route({
      method: ['GET', 'POST'],
      url: path,
      handler: (request, reply) => handle(path, request, reply, state),
    });
  }
  connectAuthorize(server, state);
  controlRoutes(server, state);
  server.setNotFoundHandler((request, reply) => sendJson(reply, refuse(40066, rawOf(request), state)));
  return server;
}

async function handle(
  path: ApiPath,
  request: FastifyRequest,
  reply: FastifyReply,
  state: State,
): Promise<FastifyReply> {
  state.calls.paths[path] = (state.calls.paths[path] ?? 0) + 1;
  const raw = rawOf(request);
  for (const fault of state.faults.take(path)) {
    if (await playFault(fault, raw, reply, state)) return reply;
  }
  const { latency: kind }: Api = apis[path];
  const latency = kind === undefined ? 0 : state.latency[kind];
  if (latency > 0) await sleep(latency, undefined, { ref: false });
  return sendJson(reply, answerApi(path, raw, state));
}

function rawOf(request: FastifyRequest): RawRequest {
  return {
    method: request.method,
    // Fastify's parser makes an array of what is repeated, else a string.
    query: request.query as RawRequest['query'],
    search: request.url.split('?')[1] ?? '',
    body: typeof request.body === 'string' ? request.body : '',
    ip: request.ip,
  };
}
