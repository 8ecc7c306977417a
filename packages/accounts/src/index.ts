export type { AccountEntry, AccountFile } from './account-file.js';
export { AccountFileError } from './account-file-error.js';
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
export { describeReference, readSecret, type SecretSources } from './read-secret.js';
export type { RepliesSpec } from './replies-spec.js';
export { type AnswerablePush, compileRules, type Decision, isAnswerable, type Rules } from './rules.js';
export type { SecretReference } from './secret-reference.js';
export { wantsPush } from './wants-push.js';
export { readWebhookSecrets, type WebhookSecrets } from './webhook-secrets.js';
export type { Webhook } from './webhook-spec.js';
