import { deleteMenu, getMenu } from '@wechat-pipeline/wechat-core';
import { Command } from 'commander';
import { confirm } from '../../confirm.js';
import type { GlobalOptions } from '../../global-options.js';
import { openTerminal } from '../../terminal.js';
import { withAccountApi } from '../../with-account-api.js';

interface DeleteOptions extends GlobalOptions {
  readonly yes?: boolean;
}

export function deleteCommand(): Command {
  return new Command('delete')
    .description('delete the default menu, and with it all conditional ones: asks')
    .option('--yes', 'do not ask')
    .addHelpText('after', '\nExamples:\n  wechat menu pull > menu.yml    keep what there is\n  wechat menu delete')
    .action(async (_, command: Command) => {
      const { json = false, account, yes = false } = command.optsWithGlobals<DeleteOptions>();
      const terminal = openTerminal(json);
      await withAccountApi(account, async ({ api, appId }) => {
        const created = await getMenu(api);
        if (created === undefined) {
          const text = 'Nothing to delete: the server API has made no menu. One of WeChat’s console is deleted there.';
          return terminal.result({ isDeleted: false }, text);
        }
        const conditional = created.conditionalmenu.length;
        terminal.note(`The menu of ${appId} goes, and with it all of its conditional menus (${conditional}).`);
        await confirm('Delete them?', yes, terminal);
        await deleteMenu(api);
        terminal.result({ isDeleted: true, conditionalMenus: conditional }, 'Deleted.');
      });
    });
}
