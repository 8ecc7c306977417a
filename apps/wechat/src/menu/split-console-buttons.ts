import {
  type ConsoleButton,
  type Menu,
  type MenuButton,
  menuProblems,
  type SubMenu,
} from '@wechat-pipeline/wechat-core';

/** A button of WeChat's console that the server API tells of but cannot make. */
export interface ConsoleOnly {
  /** Where it is in the menu, such as `button[0].sub_button[2]`. */
  readonly path: string;
  readonly button: object;
}

type Button = MenuButton | ConsoleButton;

/** Tells what the server API can make of a menu from what only WeChat's console can. */
export function splitConsoleButtons(menu: Menu<Button>): {
  readonly button: readonly object[];
  readonly consoleOnly: readonly ConsoleOnly[];
} {
  const consoleOnly: ConsoleOnly[] = [];

  function makeable(path: string, button: Button): readonly Button[] {
    if (menuProblems({ button: [{ name: 'a', sub_button: [button] }] }).length === 0) return [button];
    consoleOnly.push({ path, button });
    return [];
  }

  function makeableBelow(path: string, { name, sub_button: buttons }: SubMenu<Button>): readonly object[] {
    const below = buttons.flatMap((button, index) => makeable(`${path}.sub_button[${index}]`, button));
    return below.length > 0 ? [{ name, sub_button: below }] : [];
  }

  const button = menu.button.flatMap((top, index) => {
    const path = `button[${index}]`;
    return isSubMenu(top) ? makeableBelow(path, top) : makeable(path, top);
  });
  return { button, consoleOnly };
}

function isSubMenu(button: Button | SubMenu<Button>): button is SubMenu<Button> {
  return 'sub_button' in button;
}
