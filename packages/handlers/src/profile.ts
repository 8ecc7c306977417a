/**
 * What is kept of a follower: the times of their pushes, and what `user/info` tells, in its words, in camelCase where they
 * have an underscore. What the platform leaves empty is not there.
 */
export interface FollowerProfile {
  readonly appId: string;
  readonly openid: string;
  readonly subscribed: true;
  /** When their latest push was made. */
  readonly lastEventAt: Date;
  /** When the platform was asked about them; absent until it has answered for the first time. */
  readonly userInfoAt?: Date;
  /** When they opened a page from the menu last. */
  readonly lastViewAt?: Date;
  readonly lastViewUrl?: string;
  /** How many pages they have opened from the menu. */
  readonly viewCount?: number;

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
  /** The ids of their tags. */
  readonly tagidList?: readonly number[];
  /** How they came, such as `ADD_SCENE_QR_CODE`. */
  readonly subscribeScene?: string;
  /** The scene of the QR code that they came by. */
  readonly qrScene?: number;
  readonly qrSceneStr?: string;
}
