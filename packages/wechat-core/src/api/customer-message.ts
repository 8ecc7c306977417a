import { ApiRequestError } from '../errors.js';
import type { AccountApi } from './account-api.js';

/** What one message holds, by its `msgtype`, in the platform's words. */
export interface CustomerMessageContents {
  /** At most 2,048 bytes; `\n` breaks lines, `<a href="…">` links. */
  readonly text: { readonly content: string };
  readonly image: { readonly media_id: string };
  readonly voice: { readonly media_id: string };
  readonly video: {
    readonly media_id: string;
    readonly thumb_media_id: string;
    readonly title?: string;
    readonly description?: string;
  };
  readonly music: {
    readonly musicurl: string;
    /** Used where there is Wi-Fi. */
    readonly hqmusicurl: string;
    readonly thumb_media_id: string;
    readonly title?: string;
    readonly description?: string;
  };
  /** One article, which opens that address. */
  readonly news: { readonly articles: readonly [CustomerArticle] };
  /** One that opens an article of the account's own. */
  readonly mpnews: { readonly media_id: string };
  /** One that the account has published. */
  readonly mpnewsarticle: { readonly article_id: string };
  /** Choices to tap; the text that is sent by a tap comes as a push with `bizmsgmenuid`. */
  readonly msgmenu: {
    readonly head_content?: string;
    readonly list: readonly { readonly id: string; readonly content: string }[];
    readonly tail_content?: string;
  };
  readonly wxcard: { readonly card_id: string };
  readonly miniprogrampage: {
    readonly title?: string;
    readonly appid: string;
    readonly pagepath: string;
    readonly thumb_media_id: string;
  };
}

export interface CustomerArticle {
  readonly title: string;
  readonly description?: string;
  readonly url: string;
  readonly picurl?: string;
}

export type CustomerMessageType = keyof CustomerMessageContents;

/** A message to one follower, such as `{ touser, msgtype: 'text', text: { content } }`. */
export type CustomerMessage = {
  readonly [T in CustomerMessageType]: {
    readonly touser: string;
    readonly msgtype: T;
    /** In whose name: an account of customer service, such as `test1@test`. */
    readonly customservice?: { readonly kf_account: string };
    /** For an answer that an AI gave: the MsgId of the follower's message that it answers. */
    readonly aimsgcontext?: { readonly msgid: string };
  } & { readonly [name in T]: CustomerMessageContents[T] };
}[CustomerMessageType];

const TEXT_BYTES = 2_048;
const ARTICLES = 1;

/**
 * Sends one message to somebody who has just written (five messages within 48 hours), followed, clicked or scanned (three
 * within a minute, each).
 *
 * @throws ApiRequestError for a message that the platform would refuse or not show
 * @throws ApiError 45015: no such thing happened in time; 45047: all messages used; 48002: they refuse messages; 43004,
 *   40003: no follower. ApiUnavailableError: it may have been sent all the same. ApiPausedError, AccessTokenError.
 * @see https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage
 */
export async function sendCustomerMessage(api: AccountApi, message: CustomerMessage): Promise<void> {
  checkFilled('message', message);
  checkText(message);
  checkArticles(message);
  await api.call('/cgi-bin/message/custom/send', { body: message });
}

/**
 * Shows a follower that somebody types, for about 15 seconds, or no longer.
 *
 * @throws ApiError 45080: they did not write within the last 30 seconds; 45081: it is shown already.
 *   ApiUnavailableError, ApiPausedError, AccessTokenError.
 * @see https://developers.weixin.qq.com/doc/service/en/api/customer/message/api_typing
 */
export async function sendTyping(
  api: AccountApi,
  touser: string,
  command: 'Typing' | 'CancelTyping' = 'Typing',
): Promise<void> {
  checkFilled('touser', touser);
  await api.call('/cgi-bin/message/custom/typing', { body: { touser, command } });
}

function checkText(message: CustomerMessage): void {
  const bytes = message.msgtype === 'text' ? Buffer.byteLength(message.text.content) : 0;
  if (bytes <= TEXT_BYTES) return;
  throw new ApiRequestError(
    'request_too_long',
    `expected a text of at most ${TEXT_BYTES} bytes, got one of ${bytes}: shorten it, or send two`,
  );
}

function checkArticles(message: CustomerMessage): void {
  // Those who do not compile against the type above come here.
  const count: number = message.msgtype === 'news' ? message.news.articles.length : ARTICLES;
  if (count <= ARTICLES) return;
  throw new ApiRequestError('request_too_many', `expected ${ARTICLES} article, got ${count}: send one after the other`);
}

/** Whatever is given has something in it: the platform refuses some empty fields, and shows others as a gap. */
function checkFilled(name: string, value: unknown): void {
  if (value === '' || (Array.isArray(value) && value.length === 0)) {
    throw new ApiRequestError('request_empty', `expected ${name} to be filled, or left out if it may be; got it empty`);
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) checkFilled(Array.isArray(value) ? name : key, inner);
}
