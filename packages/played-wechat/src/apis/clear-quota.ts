import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';
import { Refusal } from '../errcode.js';

/** Ten times a month, then 48006. */
export const clearQuota: Api = {
  method: 'POST',
  isMetered: false,
  authenticate: byAccessToken,
  answer({ body }, account) {
    if (body.appid !== account.appId) throw new Refusal(40013);
    account.quotas.clear();
    return { errcode: 0, errmsg: 'ok' };
  },
};
