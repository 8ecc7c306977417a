import { Command, Option } from 'commander';
import type { GlobalOptions } from '../global-options.js';
import { describeDays, describeEntries } from '../pages/describe-pages.js';
import { menuPages } from '../pages/menu-pages.js';
import { pagesReport } from '../pages/pages-report.js';
import { readPeriod, SINCE, UNTIL } from '../pages/period.js';
import { openTerminal } from '../terminal.js';
import { withStore } from '../with-store.js';

const DESCRIPTIONS = { entry: describeEntries, day: describeDays } as const;

interface PagesOptions extends GlobalOptions {
  readonly since?: string;
  readonly until?: string;
  readonly by: keyof typeof DESCRIPTIONS;
}

/** Which menu entries are used. */
export function pagesCommand(): Command {
  return new Command('pages')
    .description('how often each page of the menu was opened')
    .option('--since <day>', `${SINCE} (default: 30d)`)
    .option('--until <day>', UNTIL)
    .addOption(new Option('--by <what>', 'a line for each of them').choices(Object.keys(DESCRIPTIONS)).default('entry'))
    .addHelpText(
      'after',
      `
An entry has the name that its button has in the account file now. One that nobody has opened is listed, too; one that is
in no menu of the file, perhaps any more, is marked. With --json there are both, entries and days, whatever --by says.

Examples:
  wechat pages
  wechat pages --since 7d --by day
  wechat pages --since 2026-11-01 --until 2026-11-07 --json`,
    )
    .action(async (_, command: Command) => {
      const { json = false, account, by, ...typed } = command.optsWithGlobals<PagesOptions>();
      const period = readPeriod(typed);
      const report = await withStore(account, async ({ appId, pageViews, behaviour }) => {
        const pages = menuPages(behaviour());
        return pagesReport(appId, period, await pageViews.usage({ appId, ...period }), pages);
      });
      const terminal = openTerminal(json);
      terminal.result(report, DESCRIPTIONS[by](report, terminal.columns));
    });
}
