import { accountFileJsonSchema } from '@wechat-pipeline/accounts/file';
import { webhookJsonSchema } from '@wechat-pipeline/webhooks';
import { Argument, Command } from 'commander';

const SCHEMAS = { account: accountFileJsonSchema, webhook: webhookJsonSchema };

/** JSON schemas: of the account file, for editors, and of what is posted to webhooks, for who receives it. */
export function schemaCommand(): Command {
  return new Command('schema')
    .description('print the JSON schema of the account file, or of what is posted to webhooks')
    .addArgument(new Argument('[which]', 'which one').choices(Object.keys(SCHEMAS)).default('account'))
    .addHelpText(
      'after',
      '\nExamples:\n  wechat schema > account.schema.json\n  wechat schema webhook > webhook.schema.json',
    )
    .action((which: keyof typeof SCHEMAS) => {
      process.stdout.write(`${JSON.stringify(SCHEMAS[which](), undefined, 2)}\n`);
    });
}
