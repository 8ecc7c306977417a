import { Command } from 'commander';
import type { GlobalOptions } from '../../global-options.js';
import { openTerminal } from '../../terminal.js';
import { describeWebhooks, webhookReports } from '../../webhooks/webhook-report.js';
import { withWebhooks } from '../../webhooks/with-webhooks.js';

export function listCommand(): Command {
  return new Command('list')
    .description('how it goes with each endpoint, and how many deliveries wait or have failed')
    .addHelpText('after', '\nExamples:\n  wechat webhooks list\n  wechat webhooks list --account shop --json')
    .action(async (_, command: Command) => {
      const { json = false, account } = command.optsWithGlobals<GlobalOptions>();
      const reports = await withWebhooks(account, webhooks => webhookReports(webhooks, new Date()));
      const text = reports.length > 0 ? describeWebhooks(reports) : 'The account file has none.';
      openTerminal(json).result(reports, text);
    });
}
