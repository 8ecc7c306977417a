import { orRedisAway } from '@wechat-pipeline/service';
import { Command } from 'commander';
import type { GlobalOptions } from '../../global-options.js';
import { openTerminal } from '../../terminal.js';
import { withWebhooks } from '../../webhooks/with-webhooks.js';

export function resumeCommand(): Command {
  return new Command('resume')
    .description('deliver again to an endpoint that is paused or gone')
    .argument('<name>', 'the endpoint’s name in the account file')
    .addHelpText('after', '\nExample:\n  wechat webhooks resume crm')
    .action(async (name: string, _, command: Command) => {
      const { json = false, account } = command.optsWithGlobals<GlobalOptions>();
      const failed = await withWebhooks(account, async ({ account: { appId }, states, queue }) => {
        const deliveries = queue(name);
        await states.reset({ appId, name });
        await orRedisAway(deliveries.removeRateLimitKey());
        return orRedisAway(deliveries.getFailedCount());
      });
      const advice = failed > 0 ? `; ${failed} have failed: wechat webhooks replay ${name} sends them` : '';
      openTerminal(json).result({ name, failed }, `What waits for ${name} is delivered from now on${advice}.`);
    });
}
