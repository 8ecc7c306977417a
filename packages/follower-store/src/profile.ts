import type { UserInfo } from '@wechat-pipeline/wechat-core';

/** When a push happened, and within that second when it was received: MongoDB compares the two in this order. */
export interface EventTime {
  readonly at: Date;
  readonly receivedAt: Date;
}

/** A follower, or for a day somebody who was one; the collection `profiles` has one document of each. */
export type Profile = Follower | Tombstone;

interface ProfileKey {
  /** `<appId>:<openid>` */
  readonly _id: string;
  readonly appId: string;
  readonly openid: string;
  /** The latest `CreateTime` among the pushes that made this document. */
  readonly lastEventAt: Date;
}

/** Whom a document is about. */
export type Who = Pick<ProfileKey, 'appId' | 'openid'>;

/** What `user/info` tells, in its words, in camelCase where they have an underscore; what is empty is not kept. */
export interface ProfileInfo {
  readonly nickname?: string;
  readonly sex?: number;
  readonly language?: string;
  readonly city?: string;
  readonly province?: string;
  readonly country?: string;
  readonly headimgurl?: string;
  readonly subscribeTime?: Date;
  readonly unionid?: string;
  readonly remark?: string;
  readonly groupid?: number;
  readonly tagidList?: readonly number[];
  readonly subscribeScene?: string;
  readonly qrScene?: number;
  readonly qrSceneStr?: string;
}

export interface Follower extends ProfileKey, ProfileInfo {
  readonly subscribed: true;
  /** When the platform was asked; absent until it has answered for the first time. */
  readonly userInfoAt?: Date;
  readonly lastViewAt?: Date;
  readonly lastViewUrl?: string;
  readonly viewCount?: number;
  /** What has been taken into account, so that pushes may come in any order and any number of times. */
  readonly order: {
    readonly subscribe?: EventTime;
    /** The unsubscribe after which this follower came back. */
    readonly unsubscribe?: EventTime;
    /** The latest {@link REMEMBERED_VIEWS} views, oldest first. */
    readonly views?: readonly { readonly time: EventTime; readonly id: string }[];
  };
}

/** All that is left after an unsubscribe: it keeps a late or repeated subscribe from bringing the follower back. */
export interface Tombstone extends ProfileKey {
  readonly subscribed: false;
  /** {@link TOMBSTONE_MILLISECONDS} after the unsubscribe was received, which thus can be told from it. */
  readonly purgeAt: Date;
}

export const TOMBSTONE_MILLISECONDS = 86_400_000;

/** A redelivery of an older view than these is not counted either, nor is a view that comes so much too late. */
export const REMEMBERED_VIEWS = 50;

export function profileId(appId: string, openid: string): string {
  return `${appId}:${openid}`;
}

/** The fields of {@link ProfileInfo}, each with how it is read from the platform's answer. */
const READ_INFO: { readonly [F in keyof Required<ProfileInfo>]: (info: UserInfo) => ProfileInfo[F] | undefined } = {
  nickname: info => info.nickname,
  sex: info => info.sex,
  language: info => info.language,
  city: info => info.city,
  province: info => info.province,
  country: info => info.country,
  headimgurl: info => info.headimgurl,
  subscribeTime: info => (info.subscribe_time === undefined ? undefined : new Date(info.subscribe_time * 1_000)),
  unionid: info => info.unionid,
  remark: info => info.remark,
  groupid: info => info.groupid,
  tagidList: info => info.tagid_list,
  subscribeScene: info => info.subscribe_scene,
  qrScene: info => info.qr_scene,
  qrSceneStr: info => info.qr_scene_str,
};

export const INFO_FIELDS = Object.keys(READ_INFO) as readonly (keyof ProfileInfo)[];

/** What of the platform's answer is kept. */
export function profileInfo(info: UserInfo): ProfileInfo {
  const entries = INFO_FIELDS.map(field => [field, READ_INFO[field](info)] as const);
  return Object.fromEntries(entries.filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
