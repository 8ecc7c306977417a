import { Refusal } from './errcode.js';
import type { Followers } from './followers.js';
import {
  type Button,
  CONDITIONAL_MENU,
  DEFAULT_MENU,
  hosts,
  type MatchRule,
  readButtons,
  readMatchRule,
} from './menu-rules.js';

interface Menu {
  readonly button: readonly Button[];
  readonly menuid: number;
}

interface ConditionalMenu extends Menu {
  readonly matchrule: MatchRule;
}

/** All conditional menus together may lead to pages of so many domains. */
const DOMAINS = 3;
const FIRST_ID = 400_000_001;

/** The menus of one Official Account; answers are the platform's. */
export interface Menus {
  /** Replaces the default menu; the conditional ones stay. */
  create(body: Readonly<Record<string, unknown>>): void;
  /** With `sub_button: []` in every button that has none. Throws 46003 when there is no default menu. */
  get(): object;
  /** The conditional ones, too. */
  delete(): void;
  /** Throws 65303 without a default menu, 65316 when too many domains are led to. */
  addConditional(body: Readonly<Record<string, unknown>>): object;
  /** Throws 65301. */
  deleteConditional(menuid: unknown): void;
  /** The newest conditional menu that is for them, else the default one. Throws 46003, 65302. */
  match(openid: unknown): object;
  /** In get_current_selfmenu_info's own shape: `sub_button: { list: […] }`, and none where there are none. */
  current(): object;
  reset(): void;
}

export function createMenus(followers: Followers): Menus {
  let main: Menu | undefined;
  /** Newest first. */
  let conditional: readonly ConditionalMenu[] = [];
  let lastId = FIRST_ID - 1;

  function matches(
    { group_id: tag, client_platform_type: client }: MatchRule,
    openid: string,
    tags: number[],
  ): boolean {
    const isTagged = tag === undefined || tag === String(tags.at(-1));
    return isTagged && (client === undefined || client === String(followers.client(openid)));
  }

  function reset(): void {
    main = undefined;
    conditional = [];
  }

  return {
    create(body) {
      main = { button: readButtons(body.button, DEFAULT_MENU), menuid: ++lastId };
    },
    get() {
      if (!main) throw new Refusal(46003);
      const button = asGot(main.button);
      if (conditional.length === 0) return { menu: { button } };
      return {
        menu: { button, menuid: main.menuid },
        conditionalmenu: conditional.map(menu => ({ ...menu, button: asGot(menu.button) })),
      };
    },
    delete: reset,
    addConditional(body) {
      if (!main) throw new Refusal(65303);
      const matchrule = readMatchRule(body.matchrule);
      const button = readButtons(body.button, CONDITIONAL_MENU);
      const domains = new Set([...hosts(button), ...conditional.flatMap(menu => hosts(menu.button))]);
      if (domains.size > DOMAINS) throw new Refusal(65316);
      conditional = [{ button, matchrule, menuid: ++lastId }, ...conditional];
      return { menuid: String(lastId) };
    },
    deleteConditional(menuid) {
      const others = conditional.filter(menu => String(menu.menuid) !== String(menuid));
      if (others.length === conditional.length) throw new Refusal(65301);
      conditional = others;
    },
    match(openid) {
      const info = typeof openid === 'string' ? followers.find(openid) : undefined;
      if (info?.subscribe !== 1) throw new Refusal(65302);
      if (!main) throw new Refusal(46003);
      const { button } = conditional.find(menu => matches(menu.matchrule, info.openid, info.tagid_list)) ?? main;
      return { button: asGot(button) };
    },
    current: () => ({
      is_menu_open: main ? 1 : 0,
      selfmenu_info: { button: (main?.button ?? []).map(asCurrent) },
    }),
    reset,
  };
}

function asGot(buttons: readonly Button[]): object[] {
  return buttons.map(({ sub_button: subButtons = [], ...button }) => ({ ...button, sub_button: asGot(subButtons) }));
}

function asCurrent({ sub_button: subButtons, ...button }: Button): object {
  return subButtons ? { ...button, sub_button: { list: subButtons.map(asCurrent) } } : button;
}
