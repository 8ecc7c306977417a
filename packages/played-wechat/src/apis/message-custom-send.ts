import type { Account, SentMessage } from '../account.js';
import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';
import { Refusal } from '../errcode.js';
import { isObject } from '../parse-object.js';

const TYPES = [
  'text',
  'image',
  'voice',
  'video',
  'music',
  'news',
  'mpnews',
  'mpnewsarticle',
  'msgmenu',
  'wxcard',
  'miniprogrampage',
];
const TEXT_BYTES = 2_048;

/** To a follower who has done something lately: see {@link Conversations}. */
export const messageCustomSend: Api = {
  method: 'POST',
  isMetered: true,
  authenticate: byAccessToken,
  answer({ body }, account) {
    const message = readMessage(body);
    checkFollower(account, message.touser);
    account.conversations.send(message.touser);
    account.sent.push(message);
    return { errcode: 0, errmsg: 'ok' };
  },
};

/** Throws 40003 for an OpenID that never followed, 43004 for one that does no longer. */
export function checkFollower(account: Account, openid: string): void {
  if (account.followers.read(openid).subscribe === 0) throw new Refusal(43004);
}

function readMessage({ touser, msgtype, ...rest }: Record<string, unknown>): SentMessage {
  if (typeof touser !== 'string' || touser === '') throw new Refusal(40003);
  if (typeof msgtype !== 'string' || !TYPES.includes(msgtype)) throw new Refusal(40008);
  const content = rest[msgtype];
  if (!isObject(content)) throw new Refusal(44004);
  if (msgtype === 'text') checkText(content.content);
  if (msgtype === 'news' && !(Array.isArray(content.articles) && content.articles.length === 1)) {
    throw new Refusal(45008);
  }
  return { touser, msgtype, ...rest };
}

function checkText(text: unknown): void {
  if (typeof text !== 'string' || text === '') throw new Refusal(44004);
  if (Buffer.byteLength(text) > TEXT_BYTES) throw new Refusal(45002);
}
