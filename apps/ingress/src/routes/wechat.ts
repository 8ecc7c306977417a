import { isPushForJob } from '@wechat-pipeline/jobs';
import {
  createNonceGuard,
  nonceReused,
  openHandshake,
  openPush,
  type PushQuery,
  type PushSecrets,
  SUCCESS,
  textReply,
} from '@wechat-pipeline/wechat-core';
import type { FastifyInstance } from 'fastify';
import type { Answer } from '../answers/answer.js';
import { answerTo } from '../answers/index.js';
import type { Intake } from '../intake.js';

export interface WechatRouteOptions {
  readonly path: string;
  readonly secrets: PushSecrets;
  readonly answers: readonly Answer[];
  readonly intake: Intake;
}

const PLAIN = 'text/plain; charset=utf-8';

/** WeChat's path: the handshake, and the pushes. */
export function wechatRoute(server: FastifyInstance, { path, secrets, answers, intake }: WechatRouteOptions): void {
  const nonces = createNonceGuard(secrets);

  server.get<{ Querystring: PushQuery }>(path, (request, reply) => {
    const echostr = openHandshake(request.query, secrets);
    request.outcome = 'handshake';
    reply.header('content-type', PLAIN).header('x-content-type-options', 'nosniff').send(echostr);
  });

  // Not an async function: a promise, where nothing is waited for, would cost a text more than its signature does.
  server.post<{ Querystring: PushQuery; Body: string | undefined }>(path, (request, reply) => {
    const { push, delivery, seal } = openPush(request.query, request.body ?? '', secrets);
    request.log.debug({ kind: push.kind, openid: push.fromUserName }, 'push');
    if (isPushForJob(push)) {
      // Of what has an effect all ingresses of the account know the nonces.
      return intake.accept(push, delivery).then(() => {
        nonces.admits(delivery, Date.now());
        request.outcome = 'enqueued';
        return reply.header('content-type', PLAIN).send(SUCCESS);
      });
    }
    if (!nonces.admits(delivery, Date.now())) throw nonceReused();
    const answer = push.kind === 'text' ? answerTo(push, answers) : undefined;
    if (answer === undefined) {
      request.outcome = 'acknowledged';
      return reply.header('content-type', PLAIN).send(SUCCESS);
    }
    request.outcome = 'replied';
    const { contentType, body } = seal(textReply(answer));
    return reply.header('content-type', `${contentType}; charset=utf-8`).send(body);
  });
}
