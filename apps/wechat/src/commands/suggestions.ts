import { Command } from 'commander';
import { exportCommand } from './suggestions/export.js';
import { listCommand } from './suggestions/list.js';

/** What followers have suggested to the account's owner. */
export function suggestionsCommand(): Command {
  return new Command('suggestions')
    .description('what followers have suggested')
    .addHelpText(
      'after',
      '\nExamples:\n  wechat suggestions list --since 7d\n  wechat suggestions export --bom > suggestions.csv',
    )
    .addCommand(listCommand())
    .addCommand(exportCommand());
}
