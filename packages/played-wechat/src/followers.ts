import { Refusal } from './errcode.js';
import { type FollowerInfo, type UnfollowedUserInfo, type UserInfo, userInfo } from './user-info.js';

export interface FollowersPage {
  total: number;
  openids: string[];
}

/** Who follows one Official Account, and who once did. */
export interface Followers {
  readonly count: number;
  follow(openid: string, info?: FollowerInfo): void;
  unfollow(openid: string): void;
  /** Undefined for an OpenID that never followed this account. */
  find(openid: string): UserInfo | UnfollowedUserInfo | undefined;
  /** Throws 40003 for an OpenID that never followed this account, as for another account's. */
  read(openid: string): UserInfo | UnfollowedUserInfo;
  /** The followers after `nextOpenid`, or from the first, in the order in which they followed. */
  page(nextOpenid: string, size: number): FollowersPage;
  reset(): void;
}

/** `autoFollow`: an OpenID that begins so is a follower without having been registered (and is not listed in pages). */
export function createFollowers(now: () => number, autoFollow: string | undefined): Followers {
  const known = new Map<string, UserInfo | UnfollowedUserInfo>();
  const seconds = () => Math.floor(now() / 1_000);
  const startedAt = seconds();
  let count = 0;

  function find(openid: string): UserInfo | UnfollowedUserInfo | undefined {
    const registered = known.get(openid);
    if (registered) return registered;
    const follows = autoFollow !== undefined && openid !== '' && openid.startsWith(autoFollow);
    return follows ? userInfo(openid, startedAt) : undefined;
  }

  function forget(openid: string): void {
    if (known.get(openid)?.subscribe === 1) count--;
    known.delete(openid);
  }

  return {
    get count() {
      return count;
    },
    follow(openid, info) {
      // Forgotten first, so that who follows again comes last in the list, as for the platform.
      forget(openid);
      known.set(openid, userInfo(openid, seconds(), info));
      count++;
    },
    unfollow(openid) {
      const unionid = find(openid)?.unionid;
      forget(openid);
      known.set(openid, { subscribe: 0, openid, ...(unionid === undefined ? {} : { unionid }) });
    },
    find,
    read(openid) {
      const info = find(openid);
      if (!info) throw new Refusal(40003);
      return info;
    },
    page(nextOpenid, size) {
      if (nextOpenid !== '' && !known.has(nextOpenid)) throw new Refusal(40003);
      const openids: string[] = [];
      let started = nextOpenid === '';
      for (const [openid, info] of known) {
        if (openids.length === size) break;
        if (started && info.subscribe === 1) openids.push(openid);
        if (openid === nextOpenid) started = true;
      }
      return { total: count, openids };
    },
    reset() {
      known.clear();
      count = 0;
    },
  };
}
