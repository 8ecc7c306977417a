import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';

export const menuDelete: Api = {
  method: 'GET',
  isMetered: true,
  authenticate: byAccessToken,
  answer(_request, account) {
    account.menus.delete();
    return { errcode: 0, errmsg: 'ok' };
  },
};
