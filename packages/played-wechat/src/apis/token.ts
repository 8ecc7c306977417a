import type { Api } from '../api.js';
import { byCredentials } from '../authenticate.js';

export const token: Api = {
  method: 'GET',
  isMetered: true,
  authenticate: ({ query }, state) => byCredentials(state, query('grant_type'), query('appid'), query('secret')),
  answer(_request, account, state) {
    state.calls.tokensIssued++;
    return account.tokens.issue();
  },
};
