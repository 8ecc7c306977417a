import type { ConditionalMenu, CreatedConditionalMenu } from '@wechat-pipeline/wechat-core';
import { type DiffLine, lineDiff } from '../line-diff.js';
import type { Terminal } from '../terminal.js';
import { menuYaml } from './menu-yaml.js';
import { type FileMenus, isConsoleMade, type PlatformMenus } from './menus.js';
import { hasChanges, type MenuPlan } from './plan-menus.js';

/** A plan as scripts read it. */
export interface PlanReport {
  readonly hasChanges: boolean;
  readonly menu: MenuPlan['menu'];
  /** The `menuid`s of the conditional menus. */
  readonly deletions: readonly string[];
  readonly creations: readonly ConditionalMenu[];
  readonly isConsoleMade: boolean;
  readonly isSwitchedOff: boolean;
}

export function reportPlan(plan: MenuPlan, platform: PlatformMenus): PlanReport {
  return {
    hasChanges: hasChanges(plan),
    menu: plan.menu,
    deletions: plan.deletions.map(({ menuid }) => menuid),
    creations: plan.creations,
    isConsoleMade: isConsoleMade(platform),
    isSwitchedOff: isSwitchedOff(platform),
  };
}

/** A plan as people read it: the difference as lines of the file, then what is done about it. */
export function describePlan(plan: MenuPlan, file: FileMenus, platform: PlatformMenus, terminal: Terminal): string {
  const notes = [
    ...(isConsoleMade(platform) ? ['The menu in use was made in WeChat’s console; it is replaced.'] : []),
    ...(isSwitchedOff(platform) ? ['Menus are switched off in WeChat’s console: followers see none.'] : []),
  ];
  if (!hasChanges(plan)) return ['Nothing to change: the menus are as the file says.', ...notes].join('\n');
  const { created, current } = platform;
  const before = menuYaml({
    menu: isConsoleMade(platform) ? current.menu : created?.menu,
    conditionalMenus: created?.conditionalmenu.toReversed() ?? [],
  });
  const diff = lineDiff(linesOf(before), linesOf(menuYaml(file))).map(line => written(line, terminal));
  return [...diff, '', summary(plan), ...notes].join('\n');
}

const COLOURS = { '-': 'red', '+': 'green' } as const;

function written({ sign, line }: DiffLine, terminal: Terminal): string {
  const text = `${sign} ${line}`;
  return sign === ' ' ? text : terminal.colour(COLOURS[sign], text);
}

function summary({ menu, deletions, creations }: MenuPlan): string {
  const actions = [
    ...(menu === 'keep' ? [] : [`${menu} the default menu`]),
    ...(deletions.length > 0 ? [`delete ${count(deletions)}`] : []),
    ...(creations.length > 0 ? [`create ${count(creations)}`] : []),
  ];
  return `To do: ${actions.join(', ')}.`;
}

function count(menus: readonly (ConditionalMenu | CreatedConditionalMenu)[]): string {
  return menus.length === 1 ? '1 conditional menu' : `${menus.length} conditional menus`;
}

/** A menu is there, and nobody sees it. */
function isSwitchedOff({ created, current }: PlatformMenus): boolean {
  return current.is_menu_open === 0 && (created ?? current.menu) !== undefined;
}

function linesOf(yaml: string): readonly string[] {
  return yaml.split('\n').slice(0, -1);
}
