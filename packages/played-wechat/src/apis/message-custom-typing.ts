import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';
import { Refusal } from '../errcode.js';
import { checkFollower } from './message-custom-send.js';

export const messageCustomTyping: Api = {
  method: 'POST',
  isMetered: true,
  authenticate: byAccessToken,
  answer({ body: { touser, command } }, account) {
    if (typeof touser !== 'string') throw new Refusal(40003);
    checkFollower(account, touser);
    if (command === 'Typing') account.conversations.type(touser);
    else if (command === 'CancelTyping') account.conversations.stopTyping(touser);
    else throw new Refusal(45072);
    return { errcode: 0, errmsg: 'ok' };
  },
};
