import { ApiError, MenuError, type MenuProblem } from '../errors.js';
import { isObject } from '../is-object.js';
import { conditionalMenuProblems, menuProblems } from '../menu/menu-limits.js';
import type { ConditionalMenu, ConsoleButton, Menu, MenuButton } from '../menu/menu-shape.js';
import { isMenu, normaliseMatchRule, normaliseMenu } from '../menu/normalise-menu.js';
import type { AccountApi } from './account-api.js';
import type { ApiAnswer } from './client.js';
import { unreadable } from './unreadable.js';

/** All menus that the server API has created. */
export interface CreatedMenus {
  readonly menu: Menu;
  /** The newest first: the order in which they are tried. */
  readonly conditionalmenu: readonly CreatedConditionalMenu[];
}

export interface CreatedConditionalMenu {
  readonly button: Menu['button'];
  /** A `MatchRule`; that of an old menu may hold `sex`, `country`, … besides, and then matches nobody any more. */
  readonly matchrule: Readonly<Record<string, string>>;
  readonly menuid: string;
}

/** The default menu in force, wherever it was made. */
export interface CurrentMenu {
  /** 0: it is switched off. */
  readonly is_menu_open: 0 | 1;
  readonly menu: Menu<MenuButton | ConsoleButton> | undefined;
}

const NO_MENU = 46003;

/**
 * Puts the default menu in place of the one before; the conditional menus stay. A client shows it when it next looks, at
 * the earliest five minutes after it last did. 1,000 calls a day (a test account: 100).
 *
 * @throws MenuError, with all problems of the menu, before anything is sent
 * @throws ApiError 40007 (no such material), 40054 or 40055 (a domain that is not allowed), 40155 (another account’s home
 * page), 48001 (the account may not have menus)
 */
export async function createMenu(api: AccountApi, menu: Menu): Promise<void> {
  refuse(menuProblems(menu));
  await api.call('/cgi-bin/menu/create', { body: menu });
}

/**
 * All menus that were created by the server API, normalised; undefined when there is no default menu. One that was made in
 * the console is told by {@link getCurrentMenu} only. 10,000 calls a day (a test account: 1,000).
 */
export async function getMenu(api: AccountApi): Promise<CreatedMenus | undefined> {
  const path = '/cgi-bin/menu/get';
  const answer = await unlessThereIsNone(api.call(path));
  if (!answer) return undefined;
  const { menu, conditionalmenu = [] } = answer;
  if (!Array.isArray(conditionalmenu)) throw unreadable(path, 'a list in conditionalmenu');
  return {
    menu: readMenu(path, menu),
    conditionalmenu: conditionalmenu.map((conditional: unknown) => readConditionalMenu(path, conditional)),
  };
}

/** Deletes the default menu and all conditional ones. 1,000 calls a day (a test account: 100). */
export async function deleteMenu(api: AccountApi): Promise<void> {
  await api.call('/cgi-bin/menu/delete');
}

/**
 * Creates a menu for some of the followers, which is tried before all older ones. Of the tags that a follower has, the one
 * that was put on last counts. 2,000 calls a day.
 *
 * @returns its `menuid`
 * @throws MenuError, with all problems of the menu, before anything is sent
 * @throws ApiError as {@link createMenu}, and 65303 (there is no default menu), 65305 (too many menus), 65316 (all
 * conditional menus together lead to more than three domains)
 */
export async function addConditionalMenu(api: AccountApi, menu: ConditionalMenu): Promise<string> {
  refuse(conditionalMenuProblems(menu));
  const path = '/cgi-bin/menu/addconditional';
  return readMenuId(path, await api.call(path, { body: menu }));
}

/**
 * Deletes one of the conditional menus; there is no way to change one. 2,000 calls a day.
 *
 * @throws ApiError 65301 (there is no such menu)
 */
export async function deleteConditionalMenu(api: AccountApi, menuid: string): Promise<void> {
  await api.call('/cgi-bin/menu/delconditional', { body: { menuid } });
}

/**
 * The menu that somebody sees, normalised; undefined when there is none. 20,000 calls a day.
 *
 * @param userId their OpenID, or their WeChat ID (微信号)
 * @throws ApiError 65302 (there is no such follower)
 */
export async function matchMenu(api: AccountApi, userId: string): Promise<Menu | undefined> {
  const path = '/cgi-bin/menu/trymatch';
  const answer = await unlessThereIsNone(api.call(path, { body: { user_id: userId } }));
  return answer && readMenu(path, answer);
}

/** The default menu as it is in force, normalised, be it made by the server API or in the console. */
export async function getCurrentMenu(api: AccountApi): Promise<CurrentMenu> {
  const path = '/cgi-bin/get_current_selfmenu_info';
  const { is_menu_open: isOpen, selfmenu_info: info } = await api.call(path);
  if (isOpen !== 0 && isOpen !== 1) throw unreadable(path, 'is_menu_open (0 or 1)');
  const isThereNone = info === undefined || (isMenu(info) && info.button.length === 0);
  return { is_menu_open: isOpen, menu: isThereNone ? undefined : readMenu(path, info) };
}

function refuse(problems: readonly MenuProblem[]): void {
  if (problems.length > 0) throw new MenuError(problems);
}

async function unlessThereIsNone(call: Promise<ApiAnswer>): Promise<ApiAnswer | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ApiError && error.errcode === NO_MENU) return undefined;
    throw error;
  }
}

function readMenu(path: string, value: unknown): Menu {
  if (!isMenu(value)) throw unreadable(path, 'a menu: buttons, each with a name');
  return normaliseMenu(value);
}

function readConditionalMenu(path: string, value: unknown): CreatedConditionalMenu {
  if (!isObject(value) || !isObject(value.matchrule)) throw unreadable(path, 'a matchrule in each conditional menu');
  return {
    button: readMenu(path, value).button,
    matchrule: normaliseMatchRule(value.matchrule),
    menuid: readMenuId(path, value),
  };
}

/** `addconditional` answers a text, `menu/get` a number. */
function readMenuId(path: string, { menuid }: ApiAnswer): string {
  if (typeof menuid !== 'number' && (typeof menuid !== 'string' || menuid === '')) throw unreadable(path, 'a menuid');
  return String(menuid);
}
