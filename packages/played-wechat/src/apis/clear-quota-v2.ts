import type { Api } from '../api.js';
import { bySecret } from '../authenticate.js';

/** Without an access token, whose quota may be used up; of the same ten times a month. In the query or in the body. */
export const clearQuotaV2: Api = {
  method: 'POST',
  isMetered: false,
  authenticate: ({ query, body }, state) =>
    bySecret(state, query('appid') || body.appid, query('appsecret') || body.appsecret),
  answer(_request, account) {
    account.quotas.clear();
    return { errcode: 0, errmsg: 'ok' };
  },
};
