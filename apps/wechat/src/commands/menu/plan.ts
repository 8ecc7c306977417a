import { Command } from 'commander';
import type { GlobalOptions } from '../../global-options.js';
import { describePlan, reportPlan } from '../../menu/describe-plan.js';
import { fileMenus, platformMenus } from '../../menu/menus.js';
import { planMenus } from '../../menu/plan-menus.js';
import { openTerminal } from '../../terminal.js';
import { withAccountApi } from '../../with-account-api.js';

/** Beside 0 done, 1 not done, 2 not understood. */
const SOMETHING_TO_CHANGE = 3;

interface PlanOptions extends GlobalOptions {
  readonly exitCode?: boolean;
}

export function planCommand(): Command {
  return new Command('plan')
    .description('show what wechat menu apply would change')
    .option('--exit-code', `end with ${SOMETHING_TO_CHANGE} if something would change`)
    .addHelpText(
      'after',
      '\nExamples:\n  wechat menu plan\n  wechat menu plan --exit-code --json    for a script that watches over the menu',
    )
    .action(async (_, command: Command) => {
      const { json = false, account, exitCode = false } = command.optsWithGlobals<PlanOptions>();
      const terminal = openTerminal(json);
      const report = await withAccountApi(account, async ({ api, behaviour }) => {
        const file = fileMenus(behaviour());
        const platform = await platformMenus(api);
        const plan = planMenus(file, platform);
        const report = reportPlan(plan, platform);
        terminal.result(report, describePlan(plan, file, platform, terminal));
        return report;
      });
      if (exitCode && report.hasChanges) process.exitCode = SOMETHING_TO_CHANGE;
    });
}
