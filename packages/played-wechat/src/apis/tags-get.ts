import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';

export const tagsGet: Api = {
  method: 'GET',
  isMetered: true,
  authenticate: byAccessToken,
  answer(_request, account) {
    return { tags: account.tags.list() };
  },
};
