import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';
import { Refusal } from '../errcode.js';

export const openapiRidGet: Api = {
  method: 'POST',
  isMetered: false,
  authenticate: byAccessToken,
  answer({ body: { rid } }, _account, state) {
    const request = typeof rid === 'string' ? state.rids.read(rid) : undefined;
    if (!request) throw new Refusal(76001);
    return { errcode: 0, errmsg: 'ok', request };
  },
};
