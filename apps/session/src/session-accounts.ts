import { redisGrantStore } from '@wechat-pipeline/account-api';
import { type Accounts, openAccountsAtStart, type PagesSpec } from '@wechat-pipeline/accounts';
import { environment, type Log } from '@wechat-pipeline/service';
import { type ApiClient, type CodeExchanger, createCodeExchanger } from '@wechat-pipeline/wechat-core';
import type { Redis } from 'ioredis';
import { type AccountKeys, accountKeys } from './account-keys.js';
import type { SessionEnv } from './env.js';
import { type IdentitySeal, identitySeal } from './identity.js';
import { type FollowPage, openFollowPage } from './pages/follow-page.js';

/** An account as the session process serves it. */
export interface SessionAccount {
  /** Its name in the account file; '' for the environment's account. */
  readonly name: string;
  readonly appId: string;
  /** Below which it is served, such as `https://example.com/shop`. */
  readonly url: string;
  readonly stateKeys: AccountKeys['state'];
  readonly identities: IdentitySeal;
  readonly exchanger: CodeExchanger;
  /** Where its followers may be sent, with what is below. */
  readonly allowed: readonly URL[];
  readonly followPage: FollowPage;
}

export interface SessionAccountsContext {
  readonly client: ApiClient;
  readonly redis: Redis;
  readonly log: Log;
  readonly now?: () => number;
}

/** The environment's account and those of the account file, as it is from time to time. */
export function openSessionAccounts(
  env: SessionEnv,
  context: SessionAccountsContext,
): Promise<Accounts<SessionAccount>> {
  const { client, redis, log, now = Date.now } = context;
  const site = env.SESSION_URL.replace(/\/$/, '');
  function account(name: string, appId: string, appSecret: string, pages: PagesSpec = {}): SessionAccount {
    const keys = accountKeys(appId, env.SESSION_KEYS, appSecret);
    const url = name === '' ? site : `${site}/${name}`;
    const store = redisGrantStore(redis, env.QUEUE_PREFIX, appId);
    return {
      name,
      appId,
      url,
      stateKeys: keys.state,
      identities: identitySeal(appId, keys.session),
      exchanger: createCodeExchanger({ client, appId, appSecret, store, now }),
      allowed: (pages.allowed ?? [new URL(site).origin]).map(address => new URL(address)),
      followPage: openFollowPage({ pages, accountFile: env.ACCOUNT_FILE, account: name, url, log }),
    };
  }
  return openAccountsAtStart('session', log, {
    path: env.ACCOUNT_FILE,
    environment,
    appId: env.WECHAT_APP_ID,
    secrets: ['appSecret'],
    own: ({ pages }) => account('', env.WECHAT_APP_ID, env.WECHAT_APP_SECRET, pages),
    other: ({ name, appId, pages }, { appSecret = '' }) => account(name, appId, appSecret, pages),
  });
}
