import { Command } from 'commander';
import { showCommand } from './followers/show.js';
import { syncCommand } from './followers/sync.js';

/** Who follows the account, as the platform tells and as the database keeps it. */
export function followersCommand(): Command {
  return new Command('followers')
    .description('who follows the account')
    .addHelpText(
      'after',
      '\nExamples:\n  wechat followers sync            ask the platform for all of them\n  wechat followers show oOpenID --ask',
    )
    .addCommand(syncCommand())
    .addCommand(showCommand());
}
