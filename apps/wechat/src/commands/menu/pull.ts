import { type CreatedConditionalMenu, conditionalMenuProblems } from '@wechat-pipeline/wechat-core';
import { Command } from 'commander';
import { Failure } from '../../failure.js';
import type { GlobalOptions } from '../../global-options.js';
import { buttonYaml, menuYaml } from '../../menu/menu-yaml.js';
import { isConsoleMade, type PlatformMenus, platformMenus } from '../../menu/menus.js';
import { type ConsoleOnly, splitConsoleButtons } from '../../menu/split-console-buttons.js';
import { openTerminal } from '../../terminal.js';
import { withAccountApi } from '../../with-account-api.js';

export function pullCommand(): Command {
  return new Command('pull')
    .description('print the menus that the platform has, as a piece of the account file')
    .addHelpText('after', '\nExamples:\n  wechat menu pull >> account.yml\n  wechat menu pull --json')
    .action(async (_, command: Command) => {
      const { json = false, account } = command.optsWithGlobals<GlobalOptions>();
      await withAccountApi(account, async ({ api }) => {
        const pulled = pulledMenus(await platformMenus(api));
        openTerminal(json).result(pulled, describe(pulled));
      });
    });
}

interface PulledMenus {
  readonly menu?: { readonly button: readonly object[] };
  readonly conditionalMenus: readonly { readonly button: readonly object[]; readonly matchrule: object }[];
  /** What the account file cannot have, and the server API cannot make. */
  readonly consoleOnly: readonly ConsoleOnly[];
  /** Old menus by sex, country, …, which match nobody any more. */
  readonly outdated: readonly CreatedConditionalMenu[];
}

function pulledMenus(platform: PlatformMenus): PulledMenus {
  const { created, current } = platform;
  const menu = isConsoleMade(platform) ? current.menu : created?.menu;
  if (menu === undefined) throw new Failure('expected a menu on the platform, got none: there is nothing to pull');
  const { button, consoleOnly } = splitConsoleButtons(menu);
  const oldestFirst = created?.conditionalmenu.toReversed() ?? [];
  const outdated = oldestFirst.filter(isOutdated);
  const conditionalMenus = oldestFirst
    .filter(conditional => !isOutdated(conditional))
    .map(({ button, matchrule }) => ({ button, matchrule }));
  return { ...(button.length > 0 && { menu: { button } }), conditionalMenus, consoleOnly, outdated };
}

function isOutdated({ button, matchrule }: CreatedConditionalMenu): boolean {
  return conditionalMenuProblems({ button, matchrule }).length > 0;
}

function describe({ menu, conditionalMenus, consoleOnly, outdated }: PulledMenus): string {
  const apart = [
    ...(consoleOnly.length > 0 ? ['Left out, since WeChat’s console has made it and the server API cannot:'] : []),
    ...consoleOnly.flatMap(({ path, button }) => [`${path}:`, buttonYaml(button).trimEnd()]),
    ...(outdated.length > 0 ? ['Left out, since menus by these rules match nobody any more:'] : []),
    ...outdated.map(({ matchrule }) => JSON.stringify(matchrule)),
  ];
  const comments = apart.flatMap(text => text.split('\n')).map(line => `# ${line}\n`);
  return (comments.join('') + (menu ? menuYaml({ menu, conditionalMenus }) : '')).trimEnd();
}
