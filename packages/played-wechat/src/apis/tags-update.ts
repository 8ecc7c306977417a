import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';
import { Refusal } from '../errcode.js';
import { isObject } from '../parse-object.js';

export const tagsUpdate: Api = {
  method: 'POST',
  isMetered: true,
  authenticate: byAccessToken,
  answer({ body: { tag } }, account) {
    if (!isObject(tag)) throw new Refusal(45159);
    account.tags.rename(tag.id, tag.name);
    return { errcode: 0, errmsg: 'ok' };
  },
};
