import { isObject } from '../is-object.js';
import {
  BUTTON_FIELDS,
  type ConsoleButton,
  isMenuButtonType,
  type Menu,
  type MenuButton,
  type SelfMenu,
} from './menu-shape.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * A menu in the one shape in which menus can be compared value for value, whether it was written for `createMenu` or comes
 * from the platform: `menu/get` adds `sub_button: []` to each button that has none, and `get_current_selfmenu_info` has
 * `sub_button: { list: […] }`. A button keeps the fields that its type has; one of a type that is not known keeps all.
 */
export function normaliseMenu(menu: Menu): Menu;
export function normaliseMenu(menu: Menu | SelfMenu): Menu<MenuButton | ConsoleButton>;
export function normaliseMenu(menu: Menu | SelfMenu): Menu<MenuButton | ConsoleButton> {
  const button: readonly Fields[] = menu.button.map((top: object) => normaliseButton({ ...top }));
  // What a button holds beside `sub_button` is not changed, and what is dropped has no place in its type.
  return { button } as Menu<MenuButton | ConsoleButton>;
}

function normaliseButton(button: Fields): Fields {
  const { sub_button: _, ...rest } = button;
  const { type, name } = rest;
  const below = buttonsBelow(button);
  if (below.length > 0) return { name, sub_button: below.map(normaliseButton) };
  if (!isMenuButtonType(type)) return rest;
  return { type, name, ...Object.fromEntries(BUTTON_FIELDS[type].map(field => [field, rest[field]])) };
}

function buttonsBelow({ sub_button: below }: Fields): readonly Fields[] {
  const list = isObject(below) ? below.list : below;
  return Array.isArray(list) ? list : [];
}

/** Whether a value of an answer can be normalised; what its buttons are is not looked at. */
export function isMenu(value: unknown): value is Menu {
  return isObject(value) && Array.isArray(value.button) && value.button.every(isButton);
}

function isButton(value: unknown): boolean {
  return isObject(value) && typeof value.name === 'string' && buttonsBelow(value).every(isButton);
}

/** As it was created: the platform answers `tag_id` by its old name, `group_id`, and with numbers or with texts. */
export function normaliseMatchRule(rule: Fields): Readonly<Record<string, string>> {
  const told = Object.entries(rule).filter(([, value]) => value !== '');
  return Object.fromEntries(told.map(([name, value]) => [name === 'group_id' ? 'tag_id' : name, String(value)]));
}
