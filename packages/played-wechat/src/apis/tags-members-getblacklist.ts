import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';
import { openidPage } from '../openid-page.js';

const OPENIDS_A_PAGE = 1_000;

export const tagsMembersGetblacklist: Api = {
  method: 'POST',
  isMetered: true,
  authenticate: byAccessToken,
  answer({ body: { begin_openid: begin } }, account, state) {
    const size = Math.min(state.pageSize, OPENIDS_A_PAGE);
    const { total, openids } = account.blacklist.page(typeof begin === 'string' ? begin : '', size);
    return { total, ...openidPage(openids) };
  },
};
