/** What user/info tells, in the platform's words. */
export interface UserInfo {
  subscribe: 1;
  openid: string;
  nickname: string;
  sex: number;
  language: string;
  city: string;
  province: string;
  country: string;
  headimgurl: string;
  /** Of the last follow, in seconds since the epoch. */
  subscribe_time: number;
  unionid?: string;
  remark: string;
  groupid: number;
  tagid_list: number[];
  subscribe_scene: string;
  qr_scene: number;
  qr_scene_str: string;
}

export interface UnfollowedUserInfo {
  subscribe: 0;
  openid: string;
  unionid?: string;
}

/** 1 iOS, 2 Android, 3 anything else; no API tells it, but conditional menus go by it. */
export type ClientPlatformType = 1 | 2 | 3;
export const OTHER_CLIENT: ClientPlatformType = 3;

/** What a test may want to know of one follower in particular. */
export type FollowerInfo = Partial<Omit<UserInfo, 'subscribe' | 'openid'>> & {
  client_platform_type?: ClientPlatformType;
};

/**
 * What today's platform tells: no place of living and no sex since 2021-10-20, no nickname and no picture since
 * 2021-12-27; the fields are there, and empty.
 */
export function userInfo(openid: string, subscribeTimeSeconds: number, info: Partial<UserInfo> = {}): UserInfo {
  return {
    subscribe: 1,
    openid,
    nickname: '',
    sex: 0,
    language: 'zh_CN',
    city: '',
    province: '',
    country: '',
    headimgurl: '',
    subscribe_time: subscribeTimeSeconds,
    remark: '',
    groupid: 0,
    tagid_list: [],
    subscribe_scene: 'ADD_SCENE_SEARCH',
    qr_scene: 0,
    qr_scene_str: '',
    ...info,
  };
}
