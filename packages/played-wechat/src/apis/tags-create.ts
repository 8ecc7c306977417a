import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';
import { isObject } from '../parse-object.js';

export const tagsCreate: Api = {
  method: 'POST',
  isMetered: true,
  authenticate: byAccessToken,
  answer({ body: { tag } }, account) {
    return { tag: account.tags.create(isObject(tag) ? tag.name : undefined) };
  },
};
