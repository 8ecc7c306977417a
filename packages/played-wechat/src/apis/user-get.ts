import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';

/** `next_openid` is the page's last OpenID; after the last follower `count` is 0, and `data` is not there at all. */
export const userGet: Api = {
  method: 'GET',
  isMetered: true,
  authenticate: byAccessToken,
  answer({ query }, account, state) {
    const { total, openids } = account.followers.page(query('next_openid'), state.pageSize);
    const count = openids.length;
    if (count === 0) return { total, count, next_openid: '' };
    return { total, count, data: { openid: openids }, next_openid: openids[count - 1] };
  },
};
