import { randomBytes } from 'node:crypto';
import { readWebhookSecrets, type Webhook } from '@wechat-pipeline/accounts';
import { environment } from '@wechat-pipeline/service';
import { type Answer, DeliveryError, endpointOf, openSender, testBody } from '@wechat-pipeline/webhooks';
import { Command } from 'commander';
import { Failure } from '../../failure.js';
import type { GlobalOptions } from '../../global-options.js';
import { printable } from '../../printable.js';
import { openTerminal } from '../../terminal.js';
import { accountWebhooks, noSuchWebhook } from '../../webhooks/account-webhooks.js';

export function testCommand(): Command {
  return new Command('test')
    .description('send a signed test delivery to an endpoint now, and show what comes back')
    .argument('<name>', 'the endpoint’s name in the account file')
    .addHelpText(
      'after',
      `
It is of type test and holds nobody’s data. It is sent from here, once, also to an endpoint that is paused or gone.

Examples:
  wechat webhooks test crm
  wechat webhooks test crm --account shop`,
    )
    .action(async (name: string, _, command: Command) => {
      const { json = false, account: accountName } = command.optsWithGlobals<GlobalOptions>();
      const { account, webhooks, accountFile = '' } = accountWebhooks(accountName);
      const webhook = webhooks.find(one => one.name === name);
      if (!webhook)
        throw noSuchWebhook(
          name,
          webhooks.map(one => one.name),
        );
      const sender = openSender(endpointOf(webhook, secretOf(webhook, accountFile)));
      const delivery = {
        id: `test-${randomBytes(12).toString('hex')}`,
        body: JSON.stringify(testBody(account, new Date())),
      };
      const begun = performance.now();
      try {
        const answer = await sender.send(delivery);
        const milliseconds = Math.round(performance.now() - begun);
        const report = { name, id: delivery.id, status: answer.status, milliseconds, body: answer.body };
        openTerminal(json).result(report, `${webhook.url} took it: ${describe(answer)} after ${milliseconds} ms.`);
      } catch (error) {
        if (!(error instanceof DeliveryError)) throw error;
        const { answer, message } = error;
        throw new Failure(`${webhook.url}: ${message}${answer ? `\n${describe(answer)}` : ''}`);
      } finally {
        await sender.destroy();
      }
    });
}

function secretOf(webhook: Webhook, accountFile: string): string {
  const sources = { environment: environment(), accountFile };
  const secrets = readWebhookSecrets([webhook], sources, (_, message) => {
    throw new Failure(`${webhook.name}: ${message}`);
  });
  return secrets[webhook.name]!;
}

const MOST_SHOWN = 500;

function describe({ status, body }: Answer): string {
  const shown = printable(body.slice(0, MOST_SHOWN)).trim();
  return shown === '' ? `status ${status}, no body` : `status ${status}, “${shown}”`;
}
