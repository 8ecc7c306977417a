import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';
import { Refusal } from '../errcode.js';

const REMARK_CHARACTERS = 30;

/** That a remark that is too long is 40035 is our guess. */
export const userInfoUpdateremark: Api = {
  method: 'POST',
  isMetered: true,
  authenticate: byAccessToken,
  answer({ body: { openid, remark } }, account) {
    if (typeof openid !== 'string') throw new Refusal(41009);
    if (typeof remark !== 'string' || [...remark].length > REMARK_CHARACTERS) throw new Refusal(40035);
    account.followers.follower(openid).remark = remark;
    return { errcode: 0, errmsg: 'ok' };
  },
};
