import { setTimeout as sleep } from 'node:timers/promises';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import { answerApi, type RawRequest, refuse } from './answer-api.js';
import type { Api } from './api.js';
import { type ApiPath, apiPaths, apis } from './apis/all.js';
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
  controlRoutes(server, state);
  server.setNotFoundHandler((_request, reply) => sendJson(reply, refuse(40066, state)));
  return server;
}

async function handle(
  path: ApiPath,
  request: FastifyRequest,
  reply: FastifyReply,
  state: State,
): Promise<FastifyReply> {
  state.calls.paths[path] = (state.calls.paths[path] ?? 0) + 1;
  for (const fault of state.faults.take(path)) {
    if (await playFault(fault, reply, state)) return reply;
  }
  const { latency: kind }: Api = apis[path];
  const latency = kind === undefined ? 0 : state.latency[kind];
  if (latency > 0) await sleep(latency, undefined, { ref: false });
  const raw: RawRequest = {
    method: request.method,
    // Fastify's parser makes an array of what is repeated, else a string.
    query: request.query as RawRequest['query'],
    body: typeof request.body === 'string' ? request.body : '',
  };
  return sendJson(reply, answerApi(path, raw, state));
}
