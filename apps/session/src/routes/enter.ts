import { randomBytes } from 'node:crypto';
import { authorizeUrl } from '@wechat-pipeline/wechat-core';
import type { FastifyReply } from 'fastify';
import { browserCookie, setBrowserCookie } from '../cookies.js';
import { sendFollowPage, sendMessage } from '../pages/send-page.js';
import { beginSession, keepIdentity, recognise } from '../recognise.js';
import { writeState } from '../state.js';
import type { Visit } from '../visit.js';
import { destinationOf, goOn } from './destination-of.js';

/** Where menus and pages send people: whoever is recognised goes on at once, whoever is not is asked for by WeChat. */
export async function enter(visit: Visit): Promise<FastifyReply> {
  const to = destinationOf(visit);
  if (to === undefined) return sendMessage(visit, 400, 'to_refused');
  const recognition = await recognise(visit);
  switch (recognition.kind) {
    case 'follower':
      if (recognition.isOldKey) await keepIdentity(visit, recognition.identity);
      return goOn(visit, to);
    case 'newcomer':
      await beginSession(visit, recognition.follower);
      return goOn(visit, to);
    case 'visitor':
      return sendFollowPage(visit, to);
    case 'nobody':
      return authorize(visit, to);
  }
}

/** The silent redirect: WeChat tells who they are, without asking them. */
function authorize(visit: Visit, to: string): FastifyReply {
  const { site, account, request, reply } = visit;
  const browser = browserCookie(visit) ?? randomBytes(16).toString('base64url');
  setBrowserCookie(visit, browser);
  request.outcome = 'redirected';
  const address = authorizeUrl({
    appId: account.appId,
    redirectUri: `${account.url}/callback?${new URLSearchParams({ to })}`,
    scope: 'snsapi_base',
    state: writeState(account.stateKeys[0], { browser, appId: account.appId, to }, site.now()),
    url: site.authorizeUrl,
  });
  return reply.redirect(address, 302);
}
