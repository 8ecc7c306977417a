/**
 * The types of menu buttons that the server API takes, and what each needs beside `type` and `name`:
 *
 * - `key` comes back in the push that a tap causes: at most 128 bytes;
 * - `url` is the page that a tap opens, of `miniprogram` for clients that are too old for it: at most 1,024 bytes;
 * - `media_id` is of permanent material, `article_id` of a published article; a tap on them causes no push.
 */
export const BUTTON_FIELDS = {
  click: ['key'],
  view: ['url'],
  scancode_push: ['key'],
  scancode_waitmsg: ['key'],
  pic_sysphoto: ['key'],
  pic_photo_or_album: ['key'],
  pic_weixin: ['key'],
  location_select: ['key'],
  media_id: ['media_id'],
  view_limited: ['media_id'],
  article_id: ['article_id'],
  article_view_limited: ['article_id'],
  miniprogram: ['appid', 'pagepath', 'url'],
} as const;

export type MenuButtonType = keyof typeof BUTTON_FIELDS;

export function isMenuButtonType(type: unknown): type is MenuButtonType {
  return typeof type === 'string' && Object.hasOwn(BUTTON_FIELDS, type);
}

/** A button that does something when it is tapped, such as `{ type: 'click', name: '签到', key: 'CHECK_IN' }`. */
export type MenuButton = {
  readonly [T in MenuButtonType]: {
    readonly type: T;
    /** At most 16 bytes (four Chinese characters are shown), in a sub-menu 60 (eight are shown). */
    readonly name: string;
    readonly sub_button?: never;
  } & { readonly [Field in (typeof BUTTON_FIELDS)[T][number]]: string };
}[MenuButtonType];

/** A button that opens a list of others. */
export interface SubMenu<Button = MenuButton> {
  /** At most 16 bytes. */
  readonly name: string;
  /** 1 to 5, from the top. */
  readonly sub_button: readonly Button[];
  readonly type?: never;
}

/** The menu below the chat. */
export interface Menu<Button = MenuButton> {
  /** 1 to 3, from the left. */
  readonly button: readonly (Button | SubMenu<Button>)[];
  readonly matchrule?: never;
}

/** A menu in place of the default one, for those whom its rule matches. */
export interface ConditionalMenu {
  readonly button: Menu['button'];
  readonly matchrule: MatchRule;
}

/** For whom a menu is; if both are told, both have to match. */
export type MatchRule =
  | { readonly tag_id: string; readonly client_platform_type?: ClientPlatformType }
  | { readonly tag_id?: string; readonly client_platform_type: ClientPlatformType };

/** 1 iOS, 2 Android, 3 anything else. */
export type ClientPlatformType = '1' | '2' | '3';

/** A button that was made in WeChat's console: the server API tells of it, but cannot make it. */
export type ConsoleButton =
  | {
      readonly type: 'text' | 'img' | 'photo' | 'video' | 'voice';
      readonly name: string;
      /** The text, the material's media_id, or the video's address. */
      readonly value: string;
    }
  | {
      readonly type: 'news';
      readonly name: string;
      /** The material's media_id. */
      readonly value: string;
      /** The articles, each with title, digest, author, cover_url, content_url, … */
      readonly news_info: { readonly list: readonly Readonly<Record<string, unknown>>[] };
    };

/** A menu as `get_current_selfmenu_info` tells it, in another shape than all the other APIs. */
export interface SelfMenu {
  readonly button: readonly (
    | MenuButton
    | ConsoleButton
    | {
        readonly name: string;
        readonly sub_button: { readonly list: readonly (MenuButton | ConsoleButton)[] };
        readonly type?: never;
      }
  )[];
}
