import type { Credentials } from '@wechat-pipeline/wechat-core';
import { namedAccount } from '../account-file.js';
import type { CheckedEnv } from '../env.js';
import { ownSettings, type PushTarget, settingsNamed, targetOf } from '../push/push-target.js';

/** What there is of the account that is looked at; what is missing is told by another check. */
export interface FoundAccount {
  readonly credentials?: Credentials;
  readonly target?: PushTarget;
}

/**
 * @param url of the ingress
 * @throws Failure if the account file has no account of that name, or not its secrets
 */
export function findAccount(name: string | undefined, url: string, env: CheckedEnv): FoundAccount {
  if (name !== undefined) {
    const { entry, secrets } = namedAccount(name, env.ACCOUNT_FILE, ['appSecret']);
    const credentials = { appId: entry.appId, appSecret: secrets.appSecret! };
    return { credentials, target: targetOf(settingsNamed(name, env.ACCOUNT_FILE), url, env) };
  }
  const { WECHAT_APP_ID: appId, WECHAT_APP_SECRET: appSecret, WECHAT_TOKEN: token } = env;
  if (appId === undefined) return {};
  return {
    ...(appSecret !== undefined && { credentials: { appId, appSecret } }),
    ...(token !== undefined && { target: targetOf(ownSettings(env, { appId, token }), url, env) }),
  };
}
