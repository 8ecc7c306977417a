import { type AccessTokens, createAccessTokens } from './access-tokens.js';
import { type Blacklist, createBlacklist } from './blacklist.js';
import { type Conversations, createConversations, type MessageWindows, messageWindows } from './conversations.js';
import { createFollowers, type Followers } from './followers.js';
import { createMenus, type Menus } from './menus.js';
import { createOAuth, type OAuth } from './oauth.js';
import { createQuotas, dailyQuotas, minuteQuotas, type QuotaLimits, type Quotas } from './quotas.js';
import { createTags, type Tags } from './tags.js';
import type { FollowerInfo } from './user-info.js';

export interface Credentials {
  appId: string;
  appSecret: string;
  /** The only host that web authorization sends browsers back to, as typed into WeChat's console; any, if it is left out. */
  oauthHost?: string;
}

/** A message to a follower, as it was sent. */
export interface SentMessage {
  touser: string;
  msgtype: string;
  [name: string]: unknown;
}

export interface AccountOptions {
  now: () => number;
  autoFollow: string | undefined;
  quotas: QuotaLimits;
  minuteQuotas: QuotaLimits;
  messageWindows: Partial<MessageWindows>;
}

/** One Official Account, as the platform sees it. */
export interface Account extends Credentials {
  tokens: AccessTokens;
  followers: Followers;
  tags: Tags;
  blacklist: Blacklist;
  menus: Menus;
  quotas: Quotas;
  oauth: OAuth;
  conversations: Conversations;
  sent: SentMessage[];
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
    oauth: createOAuth(options.now),
    conversations: createConversations({ ...messageWindows, ...options.messageWindows }, options.now),
  };
  const sent: SentMessage[] = [];
  return {
    ...credentials,
    ...parts,
    sent,
    reset() {
      for (const part of Object.values(parts)) part.reset();
      sent.length = 0;
    },
  };
}

/** Somebody follows, which lets the account write to them for a minute. */
export function follow({ followers, conversations }: Account, openid: string, info?: FollowerInfo): void {
  followers.follow(openid, info);
  conversations.interact(openid, 'follow');
}
