import { Command } from 'commander';
import { listCommand } from './webhooks/list.js';
import { replayCommand } from './webhooks/replay.js';
import { resumeCommand } from './webhooks/resume.js';
import { testCommand } from './webhooks/test.js';

/** The HTTP endpoints to which pushes are delivered. */
export function webhooksCommand(): Command {
  return new Command('webhooks')
    .description('the HTTP endpoints to which pushes are delivered')
    .addHelpText(
      'after',
      '\nExamples:\n  wechat webhooks test crm         send a test delivery now\n  wechat webhooks list',
    )
    .addCommand(listCommand())
    .addCommand(testCommand())
    .addCommand(resumeCommand())
    .addCommand(replayCommand());
}
