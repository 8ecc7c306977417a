import type { Follower } from '@wechat-pipeline/follower-store';
import type { FastifyReply } from 'fastify';
import { enterUrl } from '../enter-url.js';
import { recognise } from '../recognise.js';
import type { Visit } from '../visit.js';

/**
 * What a page is told of its follower. Not `remark`, which is what the account's owner has noted about them, and nothing
 * of how the profile came about.
 */
export const ME_FIELDS = [
  'openid',
  'unionid',
  'nickname',
  'headimgurl',
  'sex',
  'language',
  'city',
  'province',
  'country',
  'subscribeTime',
  'subscribeScene',
  'qrScene',
  'qrSceneStr',
  'groupid',
  'tagidList',
] as const satisfies readonly (keyof Follower)[];

/** The follower as JSON, for scripts of the account's pages. */
export async function me(visit: Visit): Promise<FastifyReply> {
  allowOrigin(visit);
  const { request, reply } = visit;
  const recognition = await recognise(visit);
  if (recognition.kind !== 'follower') {
    request.outcome = 'nobody';
    return reply.code(401).send({ error: 'no_follower', enter: enterUrl(visit, undefined) });
  }
  request.outcome = 'follower';
  const { follower } = recognition;
  return reply.send(Object.fromEntries(ME_FIELDS.map(field => [field, follower[field]])));
}

/** Scripts of the account's own pages may read the answer, and no others; a GET with cookies needs no preflight. */
function allowOrigin({ site, account, request, reply }: Visit): void {
  reply.header('vary', 'Origin');
  const { origin } = request.headers;
  const origins = [new URL(site.url), ...account.allowed].map(url => url.origin);
  if (origin === undefined || !origins.includes(origin)) return;
  reply.header('access-control-allow-origin', origin).header('access-control-allow-credentials', 'true');
}
