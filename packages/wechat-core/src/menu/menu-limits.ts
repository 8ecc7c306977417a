import type { MenuProblem } from '../errors.js';
import { isObject } from '../is-object.js';
import { BUTTON_FIELDS, isMenuButtonType, type MenuButtonType } from './menu-shape.js';

type Fields = Readonly<Record<string, unknown>>;
type FieldName = (typeof BUTTON_FIELDS)[MenuButtonType][number];
type Problems = Generator<MenuProblem, void, undefined>;

const BUTTONS = 3;
const SUB_BUTTONS = 5;
const NAME_BYTES = 16;
const SUB_NAME_BYTES = 60;
/** What is not named here has no limit that is known. */
const FIELD_BYTES: Partial<Record<FieldName, number>> = { key: 128, url: 1_024 };
/** All conditional menus of an account together may lead to so many. */
const DOMAINS = 3;

/**
 * Every limit of the platform that a default menu does not keep to; of any value, such as a file’s. None: it is a `Menu`.
 *
 * Not known here are the account’s materials, articles and mini programs, and to which domains it may lead.
 */
export function menuProblems(menu: unknown): readonly MenuProblem[] {
  return [...defaultMenuProblems(menu)];
}

/** As {@link menuProblems}, of a conditional menu. None: it is a `ConditionalMenu`. */
export function conditionalMenuProblems(menu: unknown): readonly MenuProblem[] {
  return [...allConditionalMenuProblems(menu)];
}

/** The limit that an account’s conditional menus do not keep to together, though each of them may. */
export function sharedMenuProblems(menus: readonly unknown[]): readonly MenuProblem[] {
  const got = domainsOf(menus.filter(isObject).map(({ button }) => button));
  return got > DOMAINS ? [{ path: '', expected: `pages of at most ${DOMAINS} domains together`, got: `${got}` }] : [];
}

function* defaultMenuProblems(menu: unknown): Problems {
  if (!isObject(menu)) return yield problem('', 'a menu', menu);
  yield* listProblems('button', menu.button, BUTTONS, topProblems);
  // The platform would take it and leave the rule out: a menu for everybody.
  if (menu.matchrule !== undefined) yield problem('matchrule', 'none in a default menu', menu.matchrule);
}

function* allConditionalMenuProblems(menu: unknown): Problems {
  if (!isObject(menu)) return yield problem('', 'a menu', menu);
  yield* listProblems('button', menu.button, BUTTONS, topProblems);
  const domains = domainsOf([menu.button]);
  if (domains > DOMAINS) yield { path: 'button', expected: `pages of at most ${DOMAINS} domains`, got: `${domains}` };
  yield* ruleProblems(menu.matchrule);
}

function* listProblems(
  path: string,
  list: unknown,
  most: number,
  problemsOf: (path: string, button: Fields) => Problems,
): Problems {
  if (!Array.isArray(list)) return yield problem(path, `a list of 1 to ${most} buttons`, list);
  if (list.length < 1 || list.length > most) yield { path, expected: `1 to ${most} buttons`, got: `${list.length}` };
  for (const [index, button] of list.entries()) {
    const buttonPath = `${path}[${index}]`;
    if (isObject(button)) yield* problemsOf(buttonPath, button);
    else yield problem(buttonPath, 'a button', button);
  }
}

function* topProblems(path: string, button: Fields): Problems {
  const { name, type, sub_button: below } = button;
  yield* textProblems(`${path}.name`, name, NAME_BYTES);
  if (type === undefined && below === undefined) yield { path, expected: 'a type or sub_button', got: 'neither' };
  else if (type !== undefined && isNothing(below)) yield* actionProblems(path, button);
  else {
    if (type !== undefined) yield problem(`${path}.type`, 'none beside sub_button', type);
    yield* listProblems(`${path}.sub_button`, below, SUB_BUTTONS, subProblems);
  }
}

function* subProblems(path: string, button: Fields): Problems {
  const { name, sub_button: below } = button;
  yield* textProblems(`${path}.name`, name, SUB_NAME_BYTES);
  if (!isNothing(below)) yield problem(`${path}.sub_button`, 'none, a menu having two levels', below);
  yield* actionProblems(path, button);
}

/** Beside a type, the empty list that `menu/get` adds is none. */
function isNothing(below: unknown): boolean {
  return below === undefined || (Array.isArray(below) && below.length === 0);
}

function* actionProblems(path: string, button: Fields): Problems {
  const { type } = button;
  if (!isMenuButtonType(type)) {
    return yield problem(`${path}.type`, `one of ${Object.keys(BUTTON_FIELDS).join(', ')}`, type);
  }
  for (const field of BUTTON_FIELDS[type]) {
    const value = button[field];
    yield* textProblems(`${path}.${field}`, value, FIELD_BYTES[field]);
    if (field === 'url' && isFilled(value) && hostOf(value) === undefined) {
      yield { path: `${path}.url`, expected: 'an address with http:// or https://', got: 'another' };
    }
  }
}

function* textProblems(path: string, text: unknown, mostBytes = Number.POSITIVE_INFINITY): Problems {
  if (!isFilled(text)) return yield problem(path, 'a string that is not empty', text);
  const bytes = Buffer.byteLength(text);
  if (bytes > mostBytes) yield { path, expected: `at most ${mostBytes} bytes`, got: `${bytes}` };
  // In a body with \uXXXX the platform refuses a menu (40033), and some characters JSON cannot write otherwise.
  if (/\\u[\da-f]{4}/i.test(JSON.stringify(text))) {
    yield { path, expected: 'no control character, half of a surrogate pair or \\uXXXX', got: 'one' };
  }
}

function* ruleProblems(rule: unknown): Problems {
  if (!isObject(rule)) return yield problem('matchrule', 'a rule', rule);
  const { tag_id: tagId, client_platform_type: client, ...others } = rule;
  if (tagId === undefined && client === undefined) {
    yield { path: 'matchrule', expected: 'tag_id, client_platform_type or both', got: 'neither' };
  }
  if (tagId !== undefined && !(isFilled(tagId) && /^\d+$/.test(tagId))) {
    yield problem('matchrule.tag_id', 'a tag’s id as a string, such as "134"', tagId);
  }
  if (client !== undefined && client !== '1' && client !== '2' && client !== '3') {
    yield problem('matchrule.client_platform_type', '"1" (iOS), "2" (Android) or "3" (other)', client);
  }
  // Sex, country, … are refused (65320: personal data); of what is unknown the platform says nothing.
  for (const [name, value] of Object.entries(others)) {
    yield problem(`matchrule.${name}`, 'nothing but tag_id and client_platform_type', value);
  }
}

/** To how many domains those buttons lead. */
function domainsOf(buttonLists: readonly unknown[]): number {
  return new Set(buttonLists.flatMap(pagesOf).flatMap(url => hostOf(url) ?? [])).size;
}

function pagesOf(list: unknown): readonly unknown[] {
  if (!Array.isArray(list)) return [];
  return list.filter(isObject).flatMap(({ type, url, sub_button }) => (type === 'view' ? [url] : pagesOf(sub_button)));
}

function hostOf(url: unknown): string | undefined {
  if (!isFilled(url) || !/^https?:/i.test(url) || !URL.canParse(url)) return undefined;
  return new URL(url).host;
}

function isFilled(text: unknown): text is string {
  return typeof text === 'string' && text !== '';
}

function problem(path: string, expected: string, value: unknown): MenuProblem {
  return { path, expected, got: describe(value) };
}

function describe(value: unknown): string {
  if (value === undefined) return 'none';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return JSON.stringify(value);
}
