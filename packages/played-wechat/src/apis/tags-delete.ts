import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';
import { isObject } from '../parse-object.js';

export const tagsDelete: Api = {
  method: 'POST',
  isMetered: true,
  authenticate: byAccessToken,
  answer({ body: { tag } }, account) {
    account.tags.delete(isObject(tag) ? tag.id : undefined);
    return { errcode: 0, errmsg: 'ok' };
  },
};
