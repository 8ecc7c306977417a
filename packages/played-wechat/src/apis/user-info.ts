import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';
import { Refusal } from '../errcode.js';

/** A success has no errcode. */
export const userInfo: Api = {
  method: 'GET',
  isMetered: true,
  latency: 'single',
  authenticate: byAccessToken,
  answer({ query }, account) {
    const openid = query('openid');
    if (openid === '') throw new Refusal(41009);
    return account.followers.read(openid);
  },
};
