import { replayFailed } from '@wechat-pipeline/webhooks';
import { Command } from 'commander';
import { Failure } from '../../failure.js';
import type { GlobalOptions } from '../../global-options.js';
import { parseLimit } from '../../parse-limit.js';
import { parseSince, SINCE } from '../../suggestions/since.js';
import { openTerminal } from '../../terminal.js';
import { withWebhooks } from '../../webhooks/with-webhooks.js';

interface ReplayOptions extends GlobalOptions {
  readonly since?: Date;
  readonly limit: number;
  readonly dryRun?: boolean;
}

export function replayCommand(): Command {
  return new Command('replay')
    .description('send deliveries that have failed for good again, with all their attempts')
    .argument('<name>', 'the endpoint’s name in the account file')
    .option('--since <when>', `those that failed since ${SINCE}`, text => parseSince(text))
    .option('--limit <count>', 'how many at most, the latest first', parseLimit, 10_000)
    .option('--dry-run', 'only tell how many')
    .addHelpText(
      'after',
      `
Each has the webhook-id that it had before. Running it again sends what has failed since.

Examples:
  wechat webhooks replay crm --since 2d --dry-run
  wechat webhooks replay crm`,
    )
    .action(async (name: string, _, command: Command) => {
      const { json = false, account, since, limit, dryRun = false } = command.optsWithGlobals<ReplayOptions>();
      const count = await withWebhooks(account, async ({ account: { appId }, states, queue }) => {
        const deliveries = queue(name);
        const { goneAt } = await states.read({ appId, name });
        if (goneAt && !dryRun) {
          throw new Failure(
            `expected an endpoint that takes deliveries, got one that is gone: wechat webhooks resume ${name} first`,
          );
        }
        return replayFailed(deliveries, { since, limit, isDryRun: dryRun });
      });
      const text = dryRun
        ? `Deliveries that would be sent again: ${count}`
        : `Deliveries that are sent again: ${count}`;
      openTerminal(json).result({ name, count, isDryRun: dryRun }, text);
    });
}
