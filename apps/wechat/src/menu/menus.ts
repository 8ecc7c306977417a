import { isDeepStrictEqual } from 'node:util';
import type { Behaviour } from '@wechat-pipeline/accounts';
import {
  type AccountApi,
  type ConditionalMenu,
  type CreatedMenus,
  type CurrentMenu,
  getCurrentMenu,
  getMenu,
  type Menu,
  normaliseMenu,
} from '@wechat-pipeline/wechat-core';
import { Failure } from '../failure.js';

/** The menus of an account as its file has them, normalised. */
export interface FileMenus {
  readonly menu: Menu;
  /** The oldest first: of those that match a follower the last counts. */
  readonly conditionalMenus: readonly ConditionalMenu[];
}

export function fileMenus({ menu, conditionalMenus = [] }: Behaviour): FileMenus {
  if (menu === undefined) {
    throw new Failure('expected a menu for this account in ACCOUNT_FILE, got none: account.example.yml shows one');
  }
  return {
    menu: normaliseMenu(menu),
    conditionalMenus: conditionalMenus.map(({ button, matchrule }) => ({ ...normaliseMenu({ button }), matchrule })),
  };
}

/** The menus of an account as the platform has them, normalised. */
export interface PlatformMenus {
  /** By the server API; undefined when there are none. */
  readonly created: CreatedMenus | undefined;
  /** The default one in use, whoever made it. */
  readonly current: CurrentMenu;
}

export async function platformMenus(api: AccountApi): Promise<PlatformMenus> {
  return { created: await getMenu(api), current: await getCurrentMenu(api) };
}

/** Whether the default menu in use was made in WeChat's console: of one of the server API both APIs tell the same. */
export function isConsoleMade({ created, current }: PlatformMenus): boolean {
  return current.menu !== undefined && !isDeepStrictEqual(current.menu, created?.menu);
}
