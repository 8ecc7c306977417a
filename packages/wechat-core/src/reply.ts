import { ReplyError } from './errors.js';

/** The answer that acknowledges a push and shows the follower nothing. Never encrypted. */
export const SUCCESS = 'success';

/** A passive reply, checked against the platform's limits; made by the functions below. */
export interface Reply {
  readonly msgType: 'text' | 'image' | 'voice' | 'video' | 'music' | 'news' | 'transfer_customer_service';
  /** Elements by WeChat's name. */
  readonly fields: ReplyFields;
}

export interface ReplyFields {
  readonly [name: string]: string | number | ReplyFields | readonly ReplyFields[];
}

/** The platform shows so many bytes of UTF-8 of a text. */
const TEXT_BYTES = 2_048;
/** Since 2018 a passive reply holds one article. */
const ARTICLES = 1;

/**
 * A text; `\n` breaks lines, `<a href="…">` links, emoji are shown.
 *
 * @throws ReplyError for an empty text, which followers would see as a failure of the account, and for one of more than 2,048 bytes
 * @see https://developers.weixin.qq.com/doc/service/guide/product/message/Passive_user_reply_message.html (for all replies)
 */
export function textReply(content: string): Reply {
  if (content === '') throw new ReplyError('reply_empty', 'expected a text, got an empty one');
  const bytes = Buffer.byteLength(content);
  if (bytes > TEXT_BYTES) {
    throw new ReplyError(
      'reply_too_long',
      `expected a text of at most ${TEXT_BYTES} bytes, got one of ${bytes}: shorten it`,
    );
  }
  return { msgType: 'text', fields: { Content: content } };
}

/** @param mediaId of an image that was uploaded as material */
export function imageReply(mediaId: string): Reply {
  return { msgType: 'image', fields: { Image: { MediaId: filled('MediaId', mediaId) } } };
}

/** @param mediaId of a recording that was uploaded as material */
export function voiceReply(mediaId: string): Reply {
  return { msgType: 'voice', fields: { Voice: { MediaId: filled('MediaId', mediaId) } } };
}

export interface VideoReply {
  readonly mediaId: string;
  readonly title?: string;
  readonly description?: string;
}

export function videoReply({ mediaId, title, description }: VideoReply): Reply {
  const fields = { MediaId: filled('MediaId', mediaId), ...given({ Title: title, Description: description }) };
  return { msgType: 'video', fields: { Video: fields } };
}

export interface MusicReply {
  /** Of the picture that is shown with it. */
  readonly thumbMediaId: string;
  readonly title?: string;
  readonly description?: string;
  readonly musicUrl?: string;
  /** Used where there is Wi-Fi. */
  readonly hqMusicUrl?: string;
}

export function musicReply({ thumbMediaId, title, description, musicUrl, hqMusicUrl }: MusicReply): Reply {
  const told = given({ Title: title, Description: description, MusicUrl: musicUrl, HQMusicUrl: hqMusicUrl });
  return { msgType: 'music', fields: { Music: { ...told, ThumbMediaId: filled('ThumbMediaId', thumbMediaId) } } };
}

export interface Article {
  readonly title: string;
  readonly description?: string;
  /** 360 × 200 pixels, or 200 × 200. */
  readonly picUrl?: string;
  readonly url: string;
}

/** @throws ReplyError for none or more than one: the platform shows one article */
export function newsReply(articles: readonly Article[]): Reply {
  if (articles.length !== ARTICLES) {
    throw new ReplyError('reply_count', `expected ${ARTICLES} article, got ${articles.length}`);
  }
  const item = articles.map(({ title, description, picUrl, url }) => ({
    Title: filled('Title', title),
    ...given({ Description: description, PicUrl: picUrl }),
    Url: filled('Url', url),
  }));
  return { msgType: 'news', fields: { ArticleCount: item.length, Articles: { item } } };
}

/** Hands a message over to customer service: to anyone, or to that account, such as `test1@test`. Not for events. */
export function transferToCustomerService(kfAccount?: string): Reply {
  const fields = kfAccount === undefined ? {} : { TransInfo: { KfAccount: filled('KfAccount', kfAccount) } };
  return { msgType: 'transfer_customer_service', fields };
}

function filled(name: string, value: string): string {
  if (value === '') throw new ReplyError('reply_empty', `expected ${name} to be filled, got an empty one`);
  return value;
}

function given(fields: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
