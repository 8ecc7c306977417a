import { Command } from 'commander';
import { applyCommand } from './menu/apply.js';
import { deleteCommand } from './menu/delete.js';
import { planCommand } from './menu/plan.js';
import { pullCommand } from './menu/pull.js';
import { validateCommand } from './menu/validate.js';

/** The menu as code: the account file has it, these put it on the platform. */
export function menuCommand(): Command {
  return new Command('menu')
    .description('the menu below the chat, as the account file has it')
    .addHelpText(
      'after',
      '\nExamples:\n  wechat menu plan             what would change\n  wechat menu apply            change it, after asking\n  wechat menu plan --account shop',
    )
    .addCommand(validateCommand())
    .addCommand(planCommand())
    .addCommand(applyCommand())
    .addCommand(pullCommand())
    .addCommand(deleteCommand());
}
