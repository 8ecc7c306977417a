import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';

export const menuGet: Api = {
  method: 'GET',
  isMetered: true,
  authenticate: byAccessToken,
  answer(_request, account) {
    return account.menus.get();
  },
};
