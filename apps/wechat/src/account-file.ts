import {
  type AccountEntry,
  AccountFileError,
  type Behaviour,
  describeProblem,
  type Problem,
  readEntrySecrets,
  type SecretName,
  type Secrets,
} from '@wechat-pipeline/accounts';
import { openAccountFile, type ReadAccountFile } from '@wechat-pipeline/accounts/file';
import { environment } from '@wechat-pipeline/service';
import { Failure } from './failure.js';

/** What the file says of the environment's account; nothing where there is no file. */
export function ownBehaviour(path: string | undefined): Behaviour {
  if (path === undefined) return {};
  const { accounts: _, ...behaviour } = open(path).file;
  return behaviour;
}

/** What the file says of an account: of the environment's without a name. */
export function behaviourOf(name: string | undefined, path: string | undefined): Behaviour {
  return name === undefined ? ownBehaviour(path) : namedAccount(name, path, []).entry;
}

/** An account of the file, with those of its secrets. The other accounts' secrets need not be there. */
export function namedAccount(
  name: string,
  path: string | undefined,
  secretNames: readonly SecretName[],
): { readonly entry: AccountEntry; readonly secrets: Secrets } {
  if (path === undefined)
    throw new Failure(`expected ACCOUNT_FILE to name the file with the account ${name}, got none`);
  const { file, lineOf } = open(path);
  const { accounts = [] } = file;
  const index = accounts.findIndex(account => account.name === name);
  const entry = accounts[index];
  if (entry === undefined) {
    const names = accounts.map(account => account.name).join(', ') || 'none';
    throw new Failure(`expected --account to name one of ${path} (${names}), got ${name}`);
  }
  const problems: Problem[] = [];
  const sources = { environment: environment(), accountFile: path };
  const secrets = readEntrySecrets(entry, secretNames, sources, (field, message) =>
    problems.push({ line: lineOf(['accounts', index, field]), field: `accounts[${index}].${field}`, message }),
  );
  if (problems.length > 0) throw unusable(path, problems);
  return { entry, secrets };
}

function open(path: string): ReadAccountFile {
  try {
    return openAccountFile(path);
  } catch (error) {
    throw error instanceof AccountFileError ? unusable(path, error.problems) : error;
  }
}

function unusable(path: string, problems: readonly Problem[]): Failure {
  const lines = problems.map(problem => `  ${describeProblem(problem)}`);
  return new Failure([`${path} cannot be used:`, ...lines, 'account.example.yml shows what belongs there.'].join('\n'));
}
