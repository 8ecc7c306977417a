import {
  type AccountApi,
  addConditionalMenu,
  createMenu,
  deleteConditionalMenu,
  WechatError,
} from '@wechat-pipeline/wechat-core';
import { explainError } from '../explain-error.js';
import { Failure } from '../failure.js';
import type { FileMenus } from './menus.js';
import type { MenuPlan } from './plan-menus.js';

interface Step {
  /** Such as “the default menu”. */
  readonly what: string;
  run(): Promise<unknown>;
}

/**
 * Does what is planned, one call after the other. The default menu is first, without which there can be no others; old
 * conditional menus go before new ones come, so that the platform's limits are kept at every moment.
 *
 * @throws Failure that tells what was done and what was not
 */
export async function applyPlan(api: AccountApi, plan: MenuPlan, { menu }: FileMenus): Promise<void> {
  const steps: readonly Step[] = [
    ...(plan.menu === 'keep' ? [] : [{ what: `${plan.menu} the default menu`, run: () => createMenu(api, menu) }]),
    ...plan.deletions.map(({ menuid, matchrule }) => ({
      what: `delete conditional menu ${menuid}, ${describeRule(matchrule)}`,
      run: () => deleteConditionalMenu(api, menuid),
    })),
    ...plan.creations.map(conditional => ({
      what: `create the conditional menu ${describeRule(conditional.matchrule)}`,
      run: () => addConditionalMenu(api, conditional),
    })),
  ];
  for (const [index, { run }] of steps.entries()) {
    try {
      await run();
    } catch (error) {
      if (!(error instanceof WechatError)) throw error;
      throw notAllDone(steps, index, error);
    }
  }
}

function notAllDone(steps: readonly Step[], failed: number, error: WechatError): Failure {
  const states = steps.map(({ what }, index) => {
    const state = index < failed ? 'done    ' : index === failed ? 'failed  ' : 'not done';
    return `  ${state}  ${what}`;
  });
  return new Failure(
    [
      `${failed} of ${steps.length} steps were done:`,
      ...states,
      explainError(error),
      'Run wechat menu apply again when that is mended: it does what is left.',
    ].join('\n'),
  );
}

function describeRule(rule: Readonly<Record<string, string>>): string {
  const parts = Object.entries(rule).map(([name, value]) => `${name} ${value}`);
  return `for ${parts.join(', ')}`;
}
