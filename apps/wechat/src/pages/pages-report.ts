import type { PageUsage } from '@wechat-pipeline/follower-store';
import type { MenuPages } from './menu-pages.js';
import { daysOf, type Period } from './period.js';

/** How an account’s pages were used, as programs are told of it. */
export interface PagesReport extends Period {
  readonly appId: string;
  readonly views: number;
  /** The most used first; those that are used alike in the order of the menus. */
  readonly entries: readonly EntryReport[];
  /** Every day, also without a visit. */
  readonly days: readonly { readonly day: string; readonly views: number }[];
}

export interface EntryReport {
  readonly url: string;
  /** Of the buttons that lead there, in all menus of the account file; none: it is in no menu, perhaps any more. */
  readonly names: readonly string[];
  /** Null if the account file has no menu. */
  readonly isInMenu: boolean | null;
  readonly views: number;
  /** Of all views, from 0 to 1. */
  readonly share: number;
  /** By the menu from which it was opened, the default one or a conditional one; null if WeChat did not tell. */
  readonly menus: readonly { readonly menuId: string | null; readonly views: number }[];
}

export function pagesReport(
  appId: string,
  period: Period,
  usage: readonly PageUsage[],
  pages: MenuPages | undefined,
): PagesReport {
  const views = sum(usage);
  const opened = groupedBy(usage, ({ url }) => url);
  const urls = new Set([...(pages?.keys() ?? []), ...[...opened.keys()].sort()]);
  const entries = [...urls].map((url): EntryReport => {
    const visits = opened.get(url) ?? [];
    return {
      url,
      names: pages?.get(url) ?? [],
      isInMenu: pages?.has(url) ?? null,
      views: sum(visits),
      share: views === 0 ? 0 : sum(visits) / views,
      menus: [...groupedBy(visits, ({ menuId = null }) => menuId)]
        .map(([menuId, some]) => ({ menuId, views: sum(some) }))
        .sort(mostFirst),
    };
  });
  const byDay = groupedBy(usage, ({ day }) => day);
  return {
    appId,
    ...period,
    views,
    entries: entries.sort(mostFirst),
    days: daysOf(period).map(day => ({ day, views: sum(byDay.get(day) ?? []) })),
  };
}

/** Node.js 20 has no Map.groupBy. */
function groupedBy<T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

interface Counted {
  readonly views: number;
}

function sum(counted: readonly Counted[]): number {
  return counted.reduce((total, { views }) => total + views, 0);
}

function mostFirst(a: Counted, b: Counted): number {
  return b.views - a.views;
}
