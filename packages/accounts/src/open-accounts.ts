import type { AccountEntry, AccountFile } from './account-file.js';
import { AccountFileError } from './account-file-error.js';
import { readEntrySecrets, type SecretName, type Secrets } from './entry-secrets.js';
import { fileVersion } from './file-version.js';
import { describeProblem, type Problem, pathText } from './problem.js';
import type { ReadAccountFile } from './read-account-file.js';
import { readWebhookSecrets, type WebhookSecrets } from './webhook-secrets.js';
import type { Webhook } from './webhook-spec.js';

/** The accounts that a program serves; what it has of each is its own affair. */
export interface Accounts<A> {
  /** The environment's account has the name ''. */
  byName(name: string): A | undefined;
  byAppId(appId: string): A | undefined;
  all(): readonly A[];
  /** The file is not watched any more. */
  close(): void;
}

/** What the file says of the environment's account. */
export type Behaviour = Omit<AccountFile, 'accounts'>;

export interface AccountsOptions<A> {
  /** The account file; without one there is the environment's account alone. */
  readonly path: string | undefined;
  /** Where `{ env: NAME }` is looked up; asked whenever the file is read. */
  environment(): Readonly<Record<string, string | undefined>>;
  /** The AppID of the environment's account. */
  readonly appId: string;
  /** The secrets that this program needs; others are not read. */
  readonly secrets: readonly SecretName[];
  /** Whether it needs the webhooks' secrets, too. */
  readonly needsWebhookSecrets?: boolean;
  /** Makes what the program needs of the environment's account. */
  own(behaviour: Behaviour, webhookSecrets: WebhookSecrets): A;
  /** Makes what the program needs of an entry. */
  other(entry: AccountEntry, secrets: Secrets, webhookSecrets: WebhookSecrets): A;
  readonly onReload?: (accounts: number) => void;
  /** The file was changed and cannot be used; what it said before goes on being used. */
  readonly onProblem?: (error: AccountFileError) => void;
}

/** How often the file is looked at. */
const WATCH_MILLISECONDS = 500;

/**
 * Opens the accounts and keeps them as the file says, also when it is changed.
 *
 * @throws AccountFileError if the file cannot be used now
 */
export async function openAccounts<A>(options: AccountsOptions<A>): Promise<Accounts<A>> {
  const { path, appId, own, other, onReload, onProblem } = options;
  // Where there is no file, what checks one is not loaded: it takes a fifth of the ingress's memory.
  const reader = path === undefined ? undefined : await import('./read-account-file.js');
  let made = new Map<string, A>();
  let byName = new Map<string, A>();
  let byAppId = new Map<string, A>();

  function load(): void {
    const read = path === undefined ? undefined : reader?.openAccountFile(path);
    const { accounts = [], ...behaviour } = read?.file ?? {};
    const found = read && path !== undefined ? readSecrets(options, path, read) : NO_SECRETS;
    const makers = new Map<string, readonly [appId: string, key: string, make: () => A]>();
    const ownKey = JSON.stringify([behaviour, found.own]);
    makers.set('', [appId, ownKey, () => own(behaviour, found.own)]);
    for (const [index, entry] of accounts.entries()) {
      const [secrets, webhookSecrets] = found.others[index]!;
      const key = JSON.stringify([entry, secrets, webhookSecrets]);
      makers.set(entry.name, [entry.appId, key, () => other(entry, secrets, webhookSecrets)]);
    }
    // An account that has not changed stays what it was, with all that it has learned.
    const [next, names, appIds] = [new Map<string, A>(), new Map<string, A>(), new Map<string, A>()];
    for (const [name, [id, key, make]] of makers) {
      const account = made.get(name + key) ?? make();
      next.set(name + key, account);
      names.set(name, account);
      appIds.set(id, account);
    }
    [made, byName, byAppId] = [next, names, appIds];
  }

  function reload(): void {
    try {
      load();
      onReload?.(byName.size);
    } catch (error) {
      if (!(error instanceof AccountFileError)) throw error;
      onProblem?.(error);
    }
  }

  const versionNow = () => (path === undefined ? undefined : fileVersion(path));
  // Looked at before it is read, so that no change in between is missed.
  let version = versionNow();
  let seen = version;
  load();
  const watch = setInterval(() => {
    const before = seen;
    seen = versionNow();
    // Not while it is being written: what is saved in its place is empty for a moment, and that would be a file, too.
    if (seen !== before || seen === version) return;
    version = seen;
    reload();
  }, WATCH_MILLISECONDS).unref();
  return {
    byName: name => byName.get(name),
    byAppId: id => byAppId.get(id),
    all: () => [...byName.values()],
    close: () => clearInterval(watch),
  };
}

/** As much of a log as is needed here. */
export interface AccountsLog {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/**
 * {@link openAccounts} for a program that cannot start without: ends it with exit code 1 and one message. What becomes of
 * the file later it writes to the log.
 */
export async function openAccountsAtStart<A>(
  program: string,
  log: AccountsLog,
  options: Omit<AccountsOptions<A>, 'onProblem'>,
): Promise<Accounts<A>> {
  try {
    return await openAccounts({
      ...options,
      onReload(accounts) {
        log.info({ accounts }, 'account file read again');
        options.onReload?.(accounts);
      },
      onProblem: err => log.error({ err }, 'account file cannot be used; what it said before goes on'),
    });
  } catch (error) {
    if (!(error instanceof AccountFileError)) throw error;
    const lines = error.problems.map(problem => `  ${describeProblem(problem)}`);
    process.stderr.write(
      `${program} cannot start, because of ACCOUNT_FILE (${options.path}):\n${lines.join('\n')}\naccount.example.yml shows what belongs there.\n`,
    );
    process.exit(1);
  }
}

interface FoundSecrets {
  /** Those of the environment's account's webhooks. */
  readonly own: WebhookSecrets;
  readonly others: readonly (readonly [Secrets, WebhookSecrets])[];
}

const NO_SECRETS: FoundSecrets = { own: {}, others: [] };

/** The secrets that the file names. Throws for those that are not there, or are not what they should be. */
function readSecrets(
  { environment, secrets: names, needsWebhookSecrets = false, appId }: AccountsOptions<unknown>,
  accountFile: string,
  { file: { webhooks, accounts = [] }, lineOf }: ReadAccountFile,
): FoundSecrets {
  const sources = { environment: environment(), accountFile };
  const problems: Problem[] = [];
  const tellAt = (path: readonly (string | number)[], message: string) =>
    problems.push({ line: lineOf(path), field: pathText(path), message });
  const ofWebhooks = (ones: readonly Webhook[] = [], path: readonly (string | number)[]) =>
    needsWebhookSecrets
      ? readWebhookSecrets(ones, sources, (index, message) => tellAt([...path, 'webhooks', index, 'secret'], message))
      : {};
  const own = ofWebhooks(webhooks, []);
  const others = accounts.map((entry, index): readonly [Secrets, WebhookSecrets] => {
    const path = ['accounts', index];
    const tell = (field: string, message: string) => tellAt([...path, field], message);
    if (entry.appId === appId) tell('appId', 'expected another AppID than that of the environment’s account');
    return [readEntrySecrets(entry, names, sources, tell), ofWebhooks(entry.webhooks, path)];
  });
  if (problems.length > 0) throw new AccountFileError(problems);
  return { own, others };
}
