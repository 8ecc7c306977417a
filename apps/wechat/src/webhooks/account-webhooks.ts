import type { Webhook } from '@wechat-pipeline/accounts';
import type { BodyAccount } from '@wechat-pipeline/webhooks';
import { namedAccount, ownBehaviour } from '../account-file.js';
import { readFileEnv, readWebhookFileEnv } from '../env.js';
import { Failure } from '../failure.js';

export interface AccountWebhooks {
  readonly account: BodyAccount;
  /** As the account file has them. */
  readonly webhooks: readonly Webhook[];
  /** Its path. */
  readonly accountFile: string | undefined;
}

/** @param name in the account file; without one it is the environment's */
export function accountWebhooks(name: string | undefined): AccountWebhooks {
  if (name === undefined) {
    const { ACCOUNT_FILE, WECHAT_APP_ID } = readWebhookFileEnv();
    const { webhooks = [] } = ownBehaviour(ACCOUNT_FILE);
    return { account: { name: '', appId: WECHAT_APP_ID }, webhooks, accountFile: ACCOUNT_FILE };
  }
  const { ACCOUNT_FILE } = readFileEnv();
  const { appId, webhooks = [] } = namedAccount(name, ACCOUNT_FILE, []).entry;
  return { account: { name, appId }, webhooks, accountFile: ACCOUNT_FILE };
}

export function noSuchWebhook(name: string, names: readonly string[]): Failure {
  const known = names.join(', ') || 'none';
  return new Failure(`expected one of the account’s webhooks (${known}), got ${name}: the account file names them`);
}
