import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';
import { refuseEscapes } from '../menu-rules.js';

export const menuAddconditional: Api = {
  method: 'POST',
  isMetered: true,
  authenticate: byAccessToken,
  answer({ body, rawBody }, account) {
    refuseEscapes(rawBody);
    return account.menus.addConditional(body);
  },
};
