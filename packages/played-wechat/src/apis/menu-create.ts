import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';
import { refuseEscapes } from '../menu-rules.js';

export const menuCreate: Api = {
  method: 'POST',
  isMetered: true,
  authenticate: byAccessToken,
  answer({ body, rawBody }, account) {
    refuseEscapes(rawBody);
    account.menus.create(body);
    return { errcode: 0, errmsg: 'ok' };
  },
};
