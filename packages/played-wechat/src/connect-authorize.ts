import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from './account.js';
import type { State } from './state.js';

const REQUIRED = ['appid', 'redirect_uri', 'response_type', 'scope', 'state'];
const OPTIONAL = ['forcePopup', 'forceSnapShot'];

/**
 * `/connect/oauth2/authorize` of open.weixin.qq.com: sends the browser back with `code` and `state`, at once where the
 * platform does so silently, else by a link to tap. Who is at the phone is told by the control, or by the cookies
 * `played_openid` and `played_snapshot=1`.
 */
export function connectAuthorize(server: FastifyInstance, state: State): void {
  server.get('/connect/oauth2/authorize', (request, reply) => {
    const query = new URLSearchParams(request.url.split('?')[1]);
    const account = state.accounts.find(({ appId }) => appId === query.get('appid'));
    const refusal = refusalOf(query, account);
    if (refusal !== undefined || !account) return page(reply, refusal ?? 'AppID 参数错误');
    const cookies = cookiesOf(request);
    const openid = cookies.get('played_openid') ?? state.phone?.openid;
    if (openid === undefined) return page(reply, '请在微信客户端打开链接');

    const scope = query.get('scope') ?? '';
    const isPhoneInSnapshot = cookies.has('played_openid')
      ? cookies.get('played_snapshot') === '1'
      : state.phone?.isSnapshot === true;
    const isSnapshot = isPhoneInSnapshot || query.get('forceSnapShot') === 'true';
    const visit = { openid: isSnapshot ? `oSnapshot${randomBytes(9).toString('hex')}` : openid, scope, isSnapshot };
    const callback = new URL(query.get('redirect_uri') ?? '');
    callback.searchParams.set('code', account.oauth.issueCode(visit));
    callback.searchParams.set('state', query.get('state') ?? '');

    const isFollower = account.followers.find(openid)?.subscribe === 1;
    const isSilent = isSnapshot || scope === 'snsapi_base' || (isFollower && query.get('forcePopup') !== 'true');
    return isSilent
      ? reply.redirect(callback.href, 302)
      : page(reply, `<a href="${callback.href.replaceAll('&', '&amp;')}">允许</a>`);
  });
}

/** What the platform shows instead; its order of the parameters is part of the address. */
function refusalOf(query: URLSearchParams, account: Account | undefined): string | undefined {
  const names = [...query.keys()];
  const isInOrder =
    REQUIRED.every((name, index) => names[index] === name) &&
    names.slice(REQUIRED.length).every(name => OPTIONAL.includes(name));
  if (!isInOrder || query.get('response_type') !== 'code') return '链接参数错误';
  if (!/^[a-zA-Z0-9]{0,128}$/.test(query.get('state') ?? '')) return 'state 参数错误';
  if (!['snsapi_base', 'snsapi_userinfo'].includes(query.get('scope') ?? '')) return 'Scope 参数错误 10005';
  const redirectUri = query.get('redirect_uri') ?? '';
  const isRedirect = URL.canParse(redirectUri) && /^https?:$/.test(new URL(redirectUri).protocol);
  const host = account?.oauthHost;
  if (!isRedirect || (host !== undefined && new URL(redirectUri).host !== host)) return 'redirect_uri 参数错误 10003';
  return undefined;
}

function page(reply: FastifyReply, body: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(`<!doctype html><html><body>${body}</body></html>`);
}

function cookiesOf(request: FastifyRequest): ReadonlyMap<string, string> {
  const pairs = (request.headers.cookie ?? '').split(/; ?/).map(pair => pair.split('='));
  return new Map(pairs.map(([name = '', value = '']) => [name, decodeURIComponent(value)]));
}
