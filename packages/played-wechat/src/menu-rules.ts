import { Refusal } from './errcode.js';
import { isObject } from './parse-object.js';

/** A button as it is kept: of a type with that type's fields, or with the buttons of the level below. */
export interface Button {
  readonly name: string;
  readonly type?: string;
  readonly sub_button?: readonly Button[];
  readonly [field: string]: string | readonly Button[] | undefined;
}

/** The limits of one level of a menu, and the errcodes that tell which of them is broken. */
interface Level {
  readonly buttons: number;
  readonly none: number;
  readonly count: number;
  readonly action: number;
  readonly type: number;
  readonly nameBytes: number;
  readonly name: number;
  readonly key: number;
  readonly url: number;
  readonly domain: number;
  readonly below?: Level;
}

const SUB: Level = {
  buttons: 5,
  none: 40023,
  count: 40023,
  action: 40024,
  type: 40024,
  nameBytes: 60,
  name: 40025,
  key: 40026,
  url: 40027,
  domain: 40054,
};

export const DEFAULT_MENU: Level = {
  buttons: 3,
  none: 40016,
  count: 40016,
  action: 40017,
  type: 40017,
  nameBytes: 16,
  name: 40018,
  key: 40019,
  url: 40020,
  domain: 40055,
  below: SUB,
};

export const CONDITIONAL_MENU: Level = {
  ...DEFAULT_MENU,
  none: 65307,
  action: 65308,
  below: { ...SUB, action: 65308 },
};

const KEY_BYTES = 128;
const URL_BYTES = 1_024;
const HOST = /^https?:\/\/([^/?#]+)/i;

type Check = (value: string, level: Level) => number | undefined;

const CHECKS: Readonly<Record<string, Check>> = {
  key: (value, level) => (value === '' || Buffer.byteLength(value) > KEY_BYTES ? level.key : undefined),
  url: (value, level) => {
    if (value === '' || Buffer.byteLength(value) > URL_BYTES) return level.url;
    return HOST.test(value) ? undefined : level.domain;
  },
  media_id: value => (value === '' ? 40007 : undefined),
  article_id: value => (value === '' ? 40007 : undefined),
  appid: value => (value === '' ? 40166 : undefined),
  pagepath: value => (value === '' ? 40165 : undefined),
};

const FIELDS = new Map<unknown, readonly string[]>([
  ['click', ['key']],
  ['view', ['url']],
  ['scancode_push', ['key']],
  ['scancode_waitmsg', ['key']],
  ['pic_sysphoto', ['key']],
  ['pic_photo_or_album', ['key']],
  ['pic_weixin', ['key']],
  ['location_select', ['key']],
  ['media_id', ['media_id']],
  ['view_limited', ['media_id']],
  ['article_id', ['article_id']],
  ['article_view_limited', ['article_id']],
  ['miniprogram', ['appid', 'pagepath', 'url']],
]);

/** The buttons of a menu that the platform takes. Throws 40015 to 40027, 40054, 40055, 65307, 65308 for any other. */
export function readButtons(value: unknown, level: Level): readonly Button[] {
  if (value === undefined) throw new Refusal(level.none);
  if (!Array.isArray(value)) throw new Refusal(40015);
  if (value.length === 0) throw new Refusal(level.none);
  if (value.length > level.buttons) throw new Refusal(level.count);
  return value.map(button => readButton(button, level));
}

function readButton(value: unknown, level: Level): Button {
  if (!isObject(value)) throw new Refusal(level.type);
  const { name, type, sub_button: subButtons } = value;
  if (typeof name !== 'string' || name === '' || Buffer.byteLength(name) > level.nameBytes) {
    throw new Refusal(level.name);
  }
  if (Array.isArray(subButtons) && subButtons.length > 0) {
    if (!level.below) throw new Refusal(40022);
    return { name, sub_button: readButtons(subButtons, level.below) };
  }
  if (type === undefined) throw new Refusal(Array.isArray(subButtons) && level.below ? level.below.none : level.action);
  const fields = FIELDS.get(type);
  if (!fields) throw new Refusal(level.type);
  return { type: String(type), name, ...Object.fromEntries(fields.map(field => [field, text(value, field, level)])) };
}

function text(button: Record<string, unknown>, field: string, level: Level): string {
  const value = typeof button[field] === 'string' ? button[field] : '';
  const errcode = CHECKS[field]?.(value, level);
  if (errcode !== undefined) throw new Refusal(errcode);
  return value;
}

/** Where the pages are that a menu opens. */
export function hosts(buttons: readonly Button[]): string[] {
  return buttons.flatMap(({ type, url, sub_button: subButtons = [] }) =>
    type === 'view' ? (HOST.exec(String(url))?.[1]?.toLowerCase() ?? []) : hosts(subButtons),
  );
}

/** Menus have to come in plain UTF-8: `\uXXXX`, which is JSON as well, is 40033. */
export function refuseEscapes(rawBody: string): void {
  if (/\\u[0-9a-f]{4}/i.test(rawBody)) throw new Refusal(40033);
}

export interface MatchRule {
  /** A tag's id; the platform goes on calling it by its old name. */
  readonly group_id?: string;
  readonly client_platform_type?: string;
}

/** Personal data by which no menu may be chosen any more. */
const PERSONAL = ['sex', 'country', 'province', 'city', 'language'];

/** Throws 65304 for one that tells nothing, 65320 for one that goes by personal data. */
export function readMatchRule(value: unknown): MatchRule {
  const rule = isObject(value) ? value : {};
  const told = (name: string) => (rule[name] === undefined || rule[name] === '' ? undefined : String(rule[name]));
  if (PERSONAL.some(name => told(name) !== undefined)) throw new Refusal(65320);
  const tag = told('tag_id') ?? told('group_id');
  const client = told('client_platform_type');
  if (tag === undefined && client === undefined) throw new Refusal(65304);
  return {
    ...(tag === undefined ? {} : { group_id: tag }),
    ...(client === undefined ? {} : { client_platform_type: client }),
  };
}
