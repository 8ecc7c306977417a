import { type AccessTokens, createAccessTokens } from './access-tokens.js';
import { createFollowers, type Followers } from './followers.js';
import { createOAuth, type OAuth } from './oauth.js';
import { createQuotas, dailyQuotas, minuteQuotas, type QuotaLimits, type Quotas } from './quotas.js';

export interface Credentials {
  appId: string;
  appSecret: string;
  /** The only host that web authorization sends browsers back to, as typed into WeChat's console; any, if it is left out. */
  oauthHost?: string;
}

export interface AccountOptions {
  now: () => number;
  autoFollow: string | undefined;
  quotas: QuotaLimits;
  minuteQuotas: QuotaLimits;
}

/** One Official Account, as the platform sees it. */
export interface Account extends Credentials {
  tokens: AccessTokens;
  followers: Followers;
  quotas: Quotas;
  oauth: OAuth;
}

export function createAccount(credentials: Credentials, options: AccountOptions): Account {
  const limits = {
    daily: { ...dailyQuotas, ...options.quotas },
    minute: { ...minuteQuotas, ...options.minuteQuotas },
  };
  return {
    ...credentials,
    tokens: createAccessTokens(options.now),
    followers: createFollowers(options.now, options.autoFollow),
    quotas: createQuotas(limits, options.now),
    oauth: createOAuth(options.now),
  };
}
