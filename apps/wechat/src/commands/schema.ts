import { accountFileJsonSchema } from '@wechat-pipeline/accounts';
import { Command } from 'commander';

/** The JSON schema of the account file, for editors. */
export function schemaCommand(): Command {
  return new Command('schema')
    .description('print the JSON schema of the account file, for editors')
    .addHelpText('after', '\nExample:\n  wechat schema > account.schema.json')
    .action(() => {
      process.stdout.write(`${JSON.stringify(accountFileJsonSchema(), undefined, 2)}\n`);
    });
}
