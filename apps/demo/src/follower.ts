import { randomBytes } from 'node:crypto';
import { createPhone, createPusher, type Phone, type Pusher } from '@wechat-pipeline/played-wechat';
import type { PlayedAccount } from './played-accounts.js';

export type Profile = Readonly<Record<string, unknown>>;

/** Somebody who follows an account, with what has to be known of them from step to step. */
export interface Follower {
  readonly account: PlayedAccount;
  readonly openid: string;
  readonly pusher: Pusher;
  /** On which they open pages. */
  readonly phone: Phone;
  /** What their profile holds in any case. */
  readonly identity: Profile;
  expected: Profile;
  /** The profile as it was shown last. */
  shown: Profile;
}

/** A new one. `pushUrl`: where the platform pushes to for that account. */
export function createFollower(account: PlayedAccount, pushUrl: string, platformUrl: string): Follower {
  const openid = `oDemo${randomBytes(12).toString('hex')}`.slice(0, 28);
  const identity = { _id: `${account.appId}:${openid}`, appId: account.appId, openid };
  const pusher = createPusher({ url: pushUrl, ...account });
  const phone = createPhone({ platformUrl, openid });
  return { account, openid, pusher, phone, identity, expected: identity, shown: {} };
}
