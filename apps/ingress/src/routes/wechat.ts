import { type Accounts, type Decision, isAnswerable } from '@wechat-pipeline/accounts';
import { isPushForJob } from '@wechat-pipeline/jobs';
import type { Log } from '@wechat-pipeline/service';
import {
  nonceReused,
  openHandshake,
  openPush,
  type Push,
  type PushQuery,
  type SealedReply,
} from '@wechat-pipeline/wechat-core/push';
import { SUCCESS } from '@wechat-pipeline/wechat-core/reply';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IngressAccount } from '../ingress-accounts.js';
import type { Intake, PushInQueue } from '../intake.js';
import type { IngressMetrics, Outcome } from '../metrics.js';

export interface WechatRouteOptions {
  /** Where the environment's account is served; another one at its name below. */
  readonly path: string;
  readonly accounts: Accounts<IngressAccount>;
  readonly intake: Intake;
  readonly metrics: IngressMetrics;
  readonly log: Log;
}

/** The account whose path a request came to, if there is one. */
export function accountAt({ params }: FastifyRequest, accounts: Accounts<IngressAccount>): IngressAccount | undefined {
  const { name = '' } = params as { readonly name?: string };
  return accounts.byName(name);
}

/** WeChat's paths: the handshake, and the pushes. */
export function wechatRoute(
  server: FastifyInstance,
  { path, accounts, intake, metrics, log }: WechatRouteOptions,
): void {
  // Counted here and not by a hook after the response, which would cost a text a tenth of its time.
  function send(request: FastifyRequest, reply: FastifyReply, outcome: Outcome, answer?: SealedReply): void {
    metrics.requested(outcome, performance.now() - request.begun);
    if (answer === undefined) reply.header('content-type', 'text/plain').send(SUCCESS);
    else reply.header('content-type', CONTENT_TYPES[answer.contentType]).send(answer.body);
  }

  for (const url of [path, `${path.replace(/\/$/, '')}/:name`]) {
    server.get<{ Querystring: PushQuery }>(url, (request, reply) => {
      const account = accountAt(request, accounts);
      if (account === undefined) return reply.callNotFound();
      request.begun = performance.now();
      const echostr = openHandshake(request.query, account.secrets);
      metrics.requested('handshake', performance.now() - request.begun);
      return reply
        .header('content-type', 'text/plain; charset=utf-8')
        .header('x-content-type-options', 'nosniff')
        .send(echostr);
    });

    // No promise is made, not even the one that a reply is when it is returned: it would cost a text more than its signature does.
    server.post<{ Querystring: PushQuery; Body: string | undefined }>(url, (request, reply) => {
      const account = accountAt(request, accounts);
      if (account === undefined) return reply.callNotFound();
      request.begun = performance.now();
      const { appId, secrets, rules, nonces } = account;
      const { push, delivery, seal } = openPush(request.query, request.body ?? '', secrets);
      log.debug({ kind: push.kind, openid: push.fromUserName }, 'push');
      const decision = isAnswerable(push) ? rules.answerTo(push) : undefined;
      const answer = decision && seal(decision.reply);
      const job = jobOf(push, decision, account);
      if (job) {
        // Of what has an effect all ingresses of the account know the nonces.
        return intake.accept({ ...job, appId, delivery }, error => {
          if (error) return void reply.send(error);
          nonces.admits(delivery, Date.now());
          send(request, reply, answer ? 'replied' : 'enqueued', answer);
        });
      }
      if (!nonces.admits(delivery, Date.now())) throw nonceReused();
      send(request, reply, answer ? 'replied' : 'acknowledged', answer);
    });
  }
}

const CONTENT_TYPES: Readonly<Record<SealedReply['contentType'], string>> = {
  'text/xml': 'text/xml; charset=utf-8',
  'application/json': 'application/json; charset=utf-8',
};

/** The queue that a push goes into; what our own work on it is followed by, the worker knows. */
function jobOf(push: Push, decision: Decision | undefined, account: IngressAccount): PushInQueue | undefined {
  if (isPushForJob(push)) return { kind: push.kind, push };
  if (decision?.isSuggestion && push.kind === 'text') return { kind: 'suggestion', push };
  return account.forwards(push) ? { kind: 'forward', push } : undefined;
}
