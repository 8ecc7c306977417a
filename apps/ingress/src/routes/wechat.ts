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

/** WeChat's path: the handshake, and the pushes. */
export function wechatRoute(server: FastifyInstance, { path, secrets, answers, intake }: WechatRouteOptions): void {
  const nonces = createNonceGuard(secrets);

  server.get<{ Querystring: PushQuery }>(path, (request, reply) => {
    const echostr = openHandshake(request.query, secrets);
    request.outcome = 'handshake';
    reply.type('text/plain; charset=utf-8').header('x-content-type-options', 'nosniff').send(echostr);
  });

  server.post<{ Querystring: PushQuery; Body: string | undefined }>(path, async (request, reply) => {
    const { push, delivery, seal } = openPush(request.query, request.body ?? '', secrets);
    request.log.debug({ kind: push.kind, openid: push.fromUserName }, 'push');
    if (isPushForJob(push)) {
      // Of what has an effect all ingresses of the account know the nonces.
      await intake.accept(push, delivery);
      nonces.admits(delivery, Date.now());
      request.outcome = 'enqueued';
      return reply.type('text/plain').send(SUCCESS);
    }
    if (!nonces.admits(delivery, Date.now())) throw nonceReused();
    const answer = push.kind === 'text' ? answerTo(push, answers) : undefined;
    if (answer !== undefined) {
      request.outcome = 'replied';
      const { contentType, body } = seal(textReply(answer));
      return reply.type(`${contentType}; charset=utf-8`).send(body);
    }
    request.outcome = 'acknowledged';
    return reply.type('text/plain').send(SUCCESS);
  });
}
