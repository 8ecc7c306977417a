import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';

export const menuDelconditional: Api = {
  method: 'POST',
  isMetered: true,
  authenticate: byAccessToken,
  answer({ body: { menuid } }, account) {
    account.menus.deleteConditional(menuid);
    return { errcode: 0, errmsg: 'ok' };
  },
};
