import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';
import { openidPage } from '../openid-page.js';

export const userGet: Api = {
  method: 'GET',
  isMetered: true,
  authenticate: byAccessToken,
  answer({ query }, account, state) {
    const { total, openids } = account.followers.page(query('next_openid'), state.pageSize);
    return { total, ...openidPage(openids) };
  },
};
