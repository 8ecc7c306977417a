import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';

/** Takes an OpenID; the WeChat ID that the platform takes as well is not played. */
export const menuTrymatch: Api = {
  method: 'POST',
  isMetered: true,
  authenticate: byAccessToken,
  answer({ body: { user_id: openid } }, account) {
    return account.menus.match(openid);
  },
};
