import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';
import { Refusal } from '../errcode.js';

export const tagsGetidlist: Api = {
  method: 'POST',
  isMetered: true,
  authenticate: byAccessToken,
  answer({ body: { openid } }, account) {
    if (typeof openid !== 'string') throw new Refusal(41009);
    return { tagid_list: account.followers.follower(openid).tagid_list };
  },
};
