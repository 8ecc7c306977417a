import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';

export const getCurrentSelfmenuInfo: Api = {
  method: 'GET',
  isMetered: true,
  authenticate: byAccessToken,
  answer(_request, account) {
    return account.menus.current();
  },
};
