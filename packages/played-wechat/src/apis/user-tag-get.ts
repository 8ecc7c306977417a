import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';
import { openidPage } from '../openid-page.js';

/** As user/get, but without a `total`. */
export const userTagGet: Api = {
  method: 'POST',
  isMetered: true,
  authenticate: byAccessToken,
  answer({ body: { tagid, next_openid: next } }, account, state) {
    return openidPage(account.tags.page(tagid, typeof next === 'string' ? next : '', state.pageSize));
  },
};
