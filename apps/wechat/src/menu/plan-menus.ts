import { isDeepStrictEqual } from 'node:util';
import type { ConditionalMenu, CreatedConditionalMenu } from '@wechat-pipeline/wechat-core';
import { type FileMenus, isConsoleMade, type PlatformMenus } from './menus.js';

/** What has to be done so that the platform has the menus of the file. */
export interface MenuPlan {
  readonly menu: 'create' | 'replace' | 'keep';
  readonly deletions: readonly CreatedConditionalMenu[];
  /** In this order. */
  readonly creations: readonly ConditionalMenu[];
}

/**
 * Conditional menus cannot be changed or moved, and a new one comes before all others. So those stay that are the first of
 * the file, in its order; the others are deleted, and what the file has after those that stay is created.
 */
export function planMenus(file: FileMenus, platform: PlatformMenus): MenuPlan {
  const oldestFirst = platform.created?.conditionalmenu.toReversed() ?? [];
  const deletions: CreatedConditionalMenu[] = [];
  let kept = 0;
  for (const created of oldestFirst) {
    if (isSameMenu(file.conditionalMenus[kept], created)) kept += 1;
    else deletions.push(created);
  }
  return { menu: planDefault(file, platform), deletions, creations: file.conditionalMenus.slice(kept) };
}

function planDefault(file: FileMenus, platform: PlatformMenus): MenuPlan['menu'] {
  const { created, current } = platform;
  if (created === undefined && current.menu === undefined) return 'create';
  return isDeepStrictEqual(created?.menu, file.menu) && !isConsoleMade(platform) ? 'keep' : 'replace';
}

function isSameMenu(wanted: ConditionalMenu | undefined, { button, matchrule }: CreatedConditionalMenu): boolean {
  return isDeepStrictEqual(wanted, { button, matchrule });
}

export function hasChanges({ menu, deletions, creations }: MenuPlan): boolean {
  return menu !== 'keep' || deletions.length > 0 || creations.length > 0;
}
