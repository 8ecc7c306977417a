import { Refusal } from './errcode.js';
import {
  type ClientPlatformType,
  type FollowerInfo,
  OTHER_CLIENT,
  type UnfollowedUserInfo,
  type UserInfo,
  userInfo,
} from './user-info.js';

export interface FollowersPage {
  total: number;
  openids: string[];
}

/** Who follows one Official Account, and who once did. */
export interface Followers {
  readonly count: number;
  follow(openid: string, info?: FollowerInfo): void;
  unfollow(openid: string): void;
  /** Undefined for an OpenID that never followed this account, as for another account's. */
  find(openid: string): UserInfo | UnfollowedUserInfo | undefined;
  /** As `find`, but throws 40003. */
  read(openid: string): UserInfo | UnfollowedUserInfo;
  /**
   * Somebody who follows, to be written to; by that one who follows automatically is registered. Throws 40003 as `read`
   * does, and 49003 for who has unfollowed.
   */
  follower(openid: string): UserInfo;
  /** What they use WeChat on. */
  client(openid: string): ClientPlatformType;
  /**
   * The followers after `nextOpenid`, or from the first, in the order in which they followed; without those for whom
   * `isListed` is false. `total` counts all.
   */
  page(nextOpenid: string, size: number, isListed?: (info: UserInfo) => boolean): FollowersPage;
  reset(): void;
}

/** `autoFollow`: an OpenID that begins so is a follower without having been registered (and is not listed in pages). */
export function createFollowers(now: () => number, autoFollow: string | undefined): Followers {
  const known = new Map<string, UserInfo | UnfollowedUserInfo>();
  const clients = new Map<string, ClientPlatformType>();
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
    clients.delete(openid);
  }

  function read(openid: string): UserInfo | UnfollowedUserInfo {
    const info = find(openid);
    if (!info) throw new Refusal(40003);
    return info;
  }

  return {
    get count() {
      return count;
    },
    follow(openid, { client_platform_type: client, ...info } = {}) {
      // Forgotten first, so that who follows again comes last in the list, as for the platform.
      forget(openid);
      known.set(openid, userInfo(openid, seconds(), info));
      if (client !== undefined) clients.set(openid, client);
      count++;
    },
    unfollow(openid) {
      const unionid = find(openid)?.unionid;
      forget(openid);
      known.set(openid, { subscribe: 0, openid, ...(unionid === undefined ? {} : { unionid }) });
    },
    find,
    read,
    follower(openid) {
      const info = read(openid);
      if (info.subscribe === 0) throw new Refusal(49003);
      if (!known.has(openid)) count++;
      known.set(openid, info);
      return info;
    },
    client: openid => clients.get(openid) ?? OTHER_CLIENT,
    page(nextOpenid, size, isListed = () => true) {
      if (nextOpenid !== '' && !known.has(nextOpenid)) throw new Refusal(40003);
      const openids: string[] = [];
      let started = nextOpenid === '';
      for (const [openid, info] of known) {
        if (openids.length === size) break;
        if (started && info.subscribe === 1 && isListed(info)) openids.push(openid);
        if (openid === nextOpenid) started = true;
      }
      return { total: count, openids };
    },
    reset() {
      known.clear();
      clients.clear();
      count = 0;
    },
  };
}
