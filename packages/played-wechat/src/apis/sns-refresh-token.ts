import type { Api } from '../api.js';
import { byAppId } from '../authenticate.js';
import { Refusal } from '../errcode.js';
import { grantAnswer } from './sns-access-token.js';

export const snsRefreshToken: Api = {
  method: 'GET',
  isMetered: true,
  authenticate({ query }, state) {
    if (query('grant_type') !== 'refresh_token') throw new Refusal(40002);
    return byAppId(state, query('appid'));
  },
  answer: ({ query }, account, state) => grantAnswer(account.oauth.refresh(query('refresh_token')), state.now()),
};
