import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';
import { Refusal } from '../errcode.js';
import { isApiPath } from './all.js';

export const openapiQuotaGet: Api = {
  method: 'POST',
  isMetered: false,
  authenticate: byAccessToken,
  answer({ body }, account) {
    if (!isApiPath(body.cgi_path)) throw new Refusal(76021);
    if (body.cgi_path.startsWith('/sns/')) throw new Refusal(76022);
    const minute = account.quotas.minuteLimit(body.cgi_path);
    return {
      errcode: 0,
      errmsg: 'ok',
      quota: account.quotas.read(body.cgi_path),
      ...(minute === undefined ? {} : { rate_limit: { call_count: minute, refresh_second: 60 } }),
    };
  },
};
