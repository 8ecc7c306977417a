import { namedAccount } from './account-file.js';

interface OwnEnv {
  readonly WECHAT_APP_ID: string;
}
interface NamedEnv {
  readonly ACCOUNT_FILE: string | undefined;
}

/**
 * The AppID of an account, and the rest of the environment that is needed with it; no secret is.
 *
 * @param name in the account file; without one it is the environment's
 * @param readers of the environment, for the environment's account and for one of the file
 */
export function findAccount<Own extends OwnEnv, Named extends NamedEnv>(
  name: string | undefined,
  readers: { readonly own: () => Own; readonly named: () => Named },
): { readonly appId: string; readonly env: Own | Named } {
  if (name === undefined) {
    const env = readers.own();
    return { appId: env.WECHAT_APP_ID, env };
  }
  const env = readers.named();
  return { appId: namedAccount(name, env.ACCOUNT_FILE, []).entry.appId, env };
}
