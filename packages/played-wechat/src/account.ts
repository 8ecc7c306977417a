import { type AccessTokens, createAccessTokens } from './access-tokens.js';
import { type Blacklist, createBlacklist } from './blacklist.js';
import { createFollowers, type Followers } from './followers.js';
import { createMenus, type Menus } from './menus.js';
import { createQuotas, dailyQuotas, minuteQuotas, type QuotaLimits, type Quotas } from './quotas.js';
import { createTags, type Tags } from './tags.js';

export interface Credentials {
  appId: string;
  appSecret: string;
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
  tags: Tags;
  blacklist: Blacklist;
  menus: Menus;
  quotas: Quotas;
  /** Everything as at the start. */
  reset(): void;
}

export function createAccount(credentials: Credentials, options: AccountOptions): Account {
  const limits = {
    daily: { ...dailyQuotas, ...options.quotas },
    minute: { ...minuteQuotas, ...options.minuteQuotas },
  };
  const followers = createFollowers(options.now, options.autoFollow);
  const parts = {
    tokens: createAccessTokens(options.now),
    followers,
    tags: createTags(followers),
    blacklist: createBlacklist(followers),
    menus: createMenus(followers),
    quotas: createQuotas(limits, options.now),
  };
  return {
    ...credentials,
    ...parts,
    reset() {
      for (const part of Object.values(parts)) part.reset();
    },
  };
}
