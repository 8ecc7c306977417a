import type { Api } from '../api.js';
import { byCredentials } from '../authenticate.js';

export const stableToken: Api = {
  method: 'POST',
  isMetered: true,
  authenticate: ({ body }, state) => byCredentials(state, body.grant_type, body.appid, body.secret),
  answer({ body }, account, state) {
    const { isNew, isForced, ...answer } = account.tokens.issueStable(body.force_refresh === true);
    if (isNew) state.calls.tokensIssued++;
    if (isForced) state.calls.forcedRefreshes++;
    return answer;
  },
};
