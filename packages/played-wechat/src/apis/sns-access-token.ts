import type { Api } from '../api.js';
import { bySecret } from '../authenticate.js';
import { Refusal } from '../errcode.js';
import type { Grant } from '../oauth.js';

/** A unionid is told to scope snsapi_userinfo only; that it is a snapshot is told here and nowhere else. */
export const snsAccessToken: Api = {
  method: 'GET',
  isMetered: true,
  authenticate({ query }, state) {
    if (query('grant_type') !== 'authorization_code') throw new Refusal(40002);
    return bySecret(state, query('appid'), query('secret'));
  },
  answer({ query }, account, state) {
    if (query('code') === '') throw new Refusal(41008);
    const grant = account.oauth.exchange(query('code'));
    const unionid = grant.scope === 'snsapi_userinfo' ? account.followers.find(grant.openid)?.unionid : undefined;
    return {
      ...grantAnswer(grant, state.now()),
      ...(grant.isSnapshot ? { is_snapshotuser: 1 } : {}),
      ...(unionid === undefined ? {} : { unionid }),
    };
  },
};

/** What both an exchange and a refresh answer. */
export function grantAnswer({ accessToken, expiresAt, refreshToken, openid, scope }: Grant, now: number): object {
  return {
    access_token: accessToken,
    expires_in: Math.floor((expiresAt - now) / 1_000),
    refresh_token: refreshToken,
    openid,
    scope,
  };
}
