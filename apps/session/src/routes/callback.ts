import { type OAuthGrant, RestartOAuthError } from '@wechat-pipeline/wechat-core';
import type { FastifyReply } from 'fastify';
import { browserCookie } from '../cookies.js';
import { sendFollowPage, sendMessage } from '../pages/send-page.js';
import { beginSession, recognise, rememberVisitor } from '../recognise.js';
import { isStateOf } from '../state.js';
import type { Visit } from '../visit.js';
import { destinationOf, goOn } from './destination-of.js';

/**
 * Where WeChat sends browsers back to, at times twice at once. What goes wrong is told on a page with a link to try again,
 * and never tried again by itself: a browser that keeps no cookies would go round in circles.
 */
export async function callback(visit: Visit): Promise<FastifyReply> {
  const to = destinationOf(visit);
  if (to === undefined) return sendMessage(visit, 400, 'to_refused');
  // Somebody has gone back to here.
  if ((await recognise(visit)).kind === 'follower') return goOnFromWeChat(visit, to);
  if (!isOurState(visit, to)) return sendMessage(visit, 403, 'state_refused', to);
  const grant = await exchange(visit);
  if (grant === undefined) return sendMessage(visit, 403, 'code_refused', to);
  // Its OpenID is made up: it is neither kept nor looked for.
  if (grant.kind === 'snapshot') return sendMessage(visit, 200, 'snapshot_page', to);
  const follower = await visit.site.profiles.findFollower(visit.account.appId, grant.openid);
  if (follower === undefined) {
    await rememberVisitor(visit, grant.openid);
    return sendFollowPage(visit, to);
  }
  await beginSession(visit, follower);
  return goOnFromWeChat(visit, to);
}

/**
 * With a fragment, be it an empty one: else browsers carry over that of the address before, and the `#wechat_redirect` with
 * which they were sent to WeChat would stand in the address of the page, where its own script may look for something else.
 */
function goOnFromWeChat(visit: Visit, to: string): FastifyReply {
  return goOn(visit, to.includes('#') ? to : `${to}#`);
}

/** Whether this browser was sent to WeChat by us, a moment ago, to come back to that page. */
function isOurState(visit: Visit, to: string): boolean {
  const { site, account, request } = visit;
  const { state } = request.query as { readonly state?: unknown };
  const browser = browserCookie(visit);
  if (browser === undefined || typeof state !== 'string') return false;
  return isStateOf(account.stateKeys, { browser, appId: account.appId, to }, state, site.now());
}

/** What the code is worth; undefined if that is nothing. */
async function exchange({ site, account, request }: Visit): Promise<OAuthGrant | undefined> {
  const { code } = request.query as { readonly code?: unknown };
  if (typeof code !== 'string' || code === '') return undefined;
  try {
    const grant = await account.exchanger.exchange(code);
    site.metrics.exchanged(grant.kind);
    return grant;
  } catch (error) {
    site.metrics.exchanged(error instanceof RestartOAuthError ? 'refused' : 'failed');
    if (!(error instanceof RestartOAuthError)) throw error;
    site.log.info({ appId: account.appId, reason: error.reason, rid: error.rid }, 'code refused');
    return undefined;
  }
}
