import type { Api } from '../api.js';
import { byOAuthToken } from '../authenticate.js';

export const snsAuth: Api = {
  method: 'GET',
  isMetered: true,
  authenticate: byOAuthToken,
  answer({ query }, account) {
    account.oauth.check(query('access_token'), query('openid'));
    return { errcode: 0, errmsg: 'ok' };
  },
};
