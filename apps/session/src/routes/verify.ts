import type { FastifyReply } from 'fastify';
import { enterUrl } from '../enter-url.js';
import { recognise } from '../recognise.js';
import type { Visit } from '../visit.js';

/**
 * For reverse proxies, which ask before they let a request through: any status of 2xx does, and 401 does not. Its
 * `Location` is where to send the browser then: /enter, with the address that the proxy tells in `X-Original-URI`. That has
 * to be encoded, which nginx cannot do.
 */
export async function verify(visit: Visit): Promise<FastifyReply> {
  const { account, request, reply } = visit;
  const recognition = await recognise(visit);
  if (recognition.kind !== 'follower') {
    request.outcome = 'nobody';
    const { 'x-original-uri': to } = request.headers;
    return reply
      .code(401)
      .header('location', enterUrl(visit, typeof to === 'string' ? to : undefined))
      .send();
  }
  request.outcome = 'follower';
  return reply
    .code(204)
    .header('x-wechat-openid', recognition.identity.openid)
    .header('x-wechat-app-id', account.appId)
    .send();
}
