import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';
import { openidList } from '../openid-list.js';

const OPENIDS_A_CALL = 50;

/** One bad OpenID fails the whole call, and the answer does not say which. */
export const tagsMembersBatchuntagging: Api = {
  method: 'POST',
  isMetered: true,
  authenticate: byAccessToken,
  answer({ body: { tagid, openid_list: list } }, account) {
    account.tags.untag(tagid, openidList(list, OPENIDS_A_CALL));
    return { errcode: 0, errmsg: 'ok' };
  },
};
