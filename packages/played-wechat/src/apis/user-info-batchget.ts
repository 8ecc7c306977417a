import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';
import { Refusal } from '../errcode.js';
import { isObject } from '../parse-object.js';

const OPENIDS_A_CALL = 100;

/** One bad OpenID fails the whole call with 40003, and the answer does not say which. */
export const userInfoBatchget: Api = {
  method: 'POST',
  isMetered: true,
  latency: 'batch',
  authenticate: byAccessToken,
  answer({ body: { user_list: list } }, account, state) {
    if (!Array.isArray(list) || list.length < 1 || list.length > OPENIDS_A_CALL) throw new Refusal(40032);
    state.calls.openidsInBatches += list.length;
    return {
      user_info_list: list.map((entry: unknown) => {
        if (!isObject(entry) || typeof entry.openid !== 'string') throw new Refusal(40003);
        return account.followers.read(entry.openid);
      }),
    };
  },
};
