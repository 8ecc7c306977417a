import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';
import { openidList } from '../openid-list.js';

const OPENIDS_A_CALL = 20;

/** One bad OpenID fails the whole call, and the answer does not say which. */
export const tagsMembersBatchblacklist: Api = {
  method: 'POST',
  isMetered: true,
  authenticate: byAccessToken,
  answer({ body: { openid_list: list } }, account) {
    account.blacklist.add(openidList(list, OPENIDS_A_CALL));
    return { errcode: 0, errmsg: 'ok' };
  },
};
