import { Command } from 'commander';
import { doctorCommand } from './commands/doctor.js';
import { followersCommand } from './commands/followers.js';
import { menuCommand } from './commands/menu.js';
import { pagesCommand } from './commands/pages.js';
import { pushCommand } from './commands/push.js';
import { schemaCommand } from './commands/schema.js';
import { suggestionsCommand } from './commands/suggestions.js';
import { webhooksCommand } from './commands/webhooks.js';

/** The whole command line. Exit codes: 0 done, 1 not done, 2 not understood. */
export function program(): Command {
  return new Command('wechat')
    .description('Look after an Official Account from the command line')
    .option('--json', 'write the result as JSON, for scripts')
    .option('--account <name>', 'an account of the account file; without it the environment’s own')
    .showHelpAfterError('(wechat --help tells what there is)')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText(
      'after',
      '\nThe environment, .env and ACCOUNT_FILE say which accounts there are: README.md has every variable.',
    )
    .addCommand(menuCommand())
    .addCommand(followersCommand())
    .addCommand(suggestionsCommand())
    .addCommand(pagesCommand())
    .addCommand(webhooksCommand())
    .addCommand(pushCommand())
    .addCommand(doctorCommand())
    .addCommand(schemaCommand());
}
