import type { FastifyReply } from 'fastify';
import { recognise } from '../recognise.js';
import type { Visit } from '../visit.js';

/** For reverse proxies, which ask before they let a request through: any status of 2xx does, and 401 does not. */
export async function verify(visit: Visit): Promise<FastifyReply> {
  const { account, request, reply } = visit;
  const recognition = await recognise(visit);
  if (recognition.kind !== 'follower') {
    request.outcome = 'nobody';
    return reply.code(401).send();
  }
  request.outcome = 'follower';
  return reply
    .code(204)
    .header('x-wechat-openid', recognition.identity.openid)
    .header('x-wechat-app-id', account.appId)
    .send();
}
