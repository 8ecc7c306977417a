import { AccountFileError, describeProblem, type Problem } from '@wechat-pipeline/accounts';
import { openAccountFile } from '@wechat-pipeline/accounts/file';
import { Command } from 'commander';
import { readFileEnv } from '../../env.js';
import { Failure } from '../../failure.js';
import type { GlobalOptions } from '../../global-options.js';
import { openTerminal } from '../../terminal.js';

export function validateCommand(): Command {
  return new Command('validate')
    .description('check the account file, with every limit of the menus; nothing is called')
    .argument('[file]', 'instead of the one that ACCOUNT_FILE names')
    .addHelpText('after', '\nExamples:\n  wechat menu validate\n  wechat menu validate account.example.yml')
    .action((file: string | undefined, _, command: Command) => {
      const { json = false } = command.optsWithGlobals<GlobalOptions>();
      const path = file ?? readFileEnv().ACCOUNT_FILE;
      if (path === undefined) throw new Failure('expected a file here or in ACCOUNT_FILE, got none');
      const problems = problemsOf(path);
      const text = problems.map(describeProblem).join('\n') || `${path} has no problem.`;
      openTerminal(json).result({ problems }, text);
      if (problems.length > 0)
        throw new Failure(`${path} cannot be used; account.example.yml shows what belongs there.`);
    });
}

function problemsOf(path: string): readonly Problem[] {
  try {
    openAccountFile(path);
    return [];
  } catch (error) {
    if (error instanceof AccountFileError) return error.problems;
    throw error;
  }
}
