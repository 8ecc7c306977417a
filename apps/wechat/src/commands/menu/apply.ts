import { Command } from 'commander';
import { confirm } from '../../confirm.js';
import type { GlobalOptions } from '../../global-options.js';
import { applyPlan } from '../../menu/apply-plan.js';
import { describePlan, reportPlan } from '../../menu/describe-plan.js';
import { fileMenus, platformMenus } from '../../menu/menus.js';
import { hasChanges, planMenus } from '../../menu/plan-menus.js';
import { openTerminal } from '../../terminal.js';
import { withAccountApi } from '../../with-account-api.js';

interface ApplyOptions extends GlobalOptions {
  readonly yes?: boolean;
}

export function applyCommand(): Command {
  return new Command('apply')
    .description('put the menus of the account file on the platform: shows the plan and asks')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      `
All conditional menus that the file does not have are deleted. Applied again, it changes nothing.

Examples:
  wechat menu apply
  wechat menu apply --yes --account shop`,
    )
    .action(async (_, command: Command) => {
      const { json = false, account, yes = false } = command.optsWithGlobals<ApplyOptions>();
      const terminal = openTerminal(json);
      await withAccountApi(account, async ({ api, behaviour }) => {
        const file = fileMenus(behaviour());
        const platform = await platformMenus(api);
        const plan = planMenus(file, platform);
        const report = reportPlan(plan, platform);
        const description = describePlan(plan, file, platform, terminal);
        if (!hasChanges(plan)) return terminal.result(report, description);
        terminal.note(description);
        await confirm('Apply this?', yes, terminal);
        await applyPlan(api, plan, file);
        terminal.result(
          report,
          'Applied. WeChat’s clients show it when they next look, at the earliest in five minutes.',
        );
      });
    });
}
