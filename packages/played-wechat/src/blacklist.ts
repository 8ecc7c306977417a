import { Refusal } from './errcode.js';
import type { Followers, FollowersPage } from './followers.js';

/** Whose messages one Official Account does not want. */
export interface Blacklist {
  /** The blacklisted after `beginOpenid`, or from the first; throws 40003 for one who is not blacklisted. */
  page(beginOpenid: string, size: number): FollowersPage;
  /** All of them or none: throws 40003, 49003. */
  add(openids: readonly string[]): void;
  remove(openids: readonly string[]): void;
  reset(): void;
}

export function createBlacklist(followers: Followers): Blacklist {
  const blacklisted = new Set<string>();
  return {
    page(beginOpenid, size) {
      if (beginOpenid !== '' && !blacklisted.has(beginOpenid)) throw new Refusal(40003);
      const openids = [...blacklisted];
      const start = openids.indexOf(beginOpenid) + 1;
      return { total: openids.length, openids: openids.slice(start, start + size) };
    },
    add(openids) {
      for (const { openid } of openids.map(followers.follower)) blacklisted.add(openid);
    },
    remove(openids) {
      for (const { openid } of openids.map(followers.read)) blacklisted.delete(openid);
    },
    reset: () => blacklisted.clear(),
  };
}
