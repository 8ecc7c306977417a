export { ACCOUNT_FILE, type AccountEntry, type AccountFile, accountFileJsonSchema } from './account-file.js';
export { readEntrySecrets, SECRETS, type SecretName, type Secrets } from './entry-secrets.js';
export { fileVersion } from './file-version.js';
export {
  type Accounts,
  type AccountsOptions,
  type Behaviour,
  openAccounts,
  openAccountsAtStart,
} from './open-accounts.js';
export type { PagesSpec } from './pages-spec.js';
export { describeProblem, type Problem } from './problem.js';
export { AccountFileError, openAccountFile, type ReadAccountFile, readAccountFile } from './read-account-file.js';
export {
  type AnswerablePush,
  compileRules,
  type Decision,
  isAnswerable,
  type RepliesSpec,
  type Rules,
} from './rules.js';
export { describeReference, readSecret, type SecretReference, type SecretSources } from './secret-reference.js';
export { wantsPush } from './wants-push.js';
export { readWebhookSecrets, type WebhookSecrets } from './webhook-secrets.js';
export type { Webhook } from './webhook-spec.js';
