import type { Behaviour } from '@wechat-pipeline/accounts';
import type { Menu } from '@wechat-pipeline/wechat-core';

/** The pages to which menus lead, by URL, in the order of the file: each with its buttons’ names, such as `更多 › 价目表`. */
export type MenuPages = ReadonlyMap<string, readonly string[]>;

/** Of all menus of an account; undefined if its file has none, so that it cannot tell what is in a menu. */
export function menuPages({ menu, conditionalMenus = [] }: Behaviour): MenuPages | undefined {
  if (menu === undefined) return undefined;
  const pages = new Map<string, Set<string>>();
  for (const { url, name } of [menu, ...conditionalMenus].flatMap(viewButtons)) {
    pages.set(url, (pages.get(url) ?? new Set()).add(name));
  }
  return new Map([...pages].map(([url, names]) => [url, [...names]]));
}

interface ViewButton {
  readonly name: string;
  readonly url: string;
}

/** Only a button of type `view` has its page pushed, with its URL; that of a mini program is for old clients. */
function viewButtons({ button }: Pick<Menu, 'button'>): readonly ViewButton[] {
  return button
    .flatMap(one => one.sub_button?.map(below => ({ ...below, name: `${one.name} › ${below.name}` })) ?? [one])
    .flatMap(one => (one.type === 'view' ? [{ name: one.name, url: one.url }] : []));
}
