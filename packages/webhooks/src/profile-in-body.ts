import type { Follower, Profile } from '@wechat-pipeline/follower-store';
import * as z from 'zod';

const time = z.iso.datetime({ precision: 3 });

/** What is kept for our own bookkeeping, or stands elsewhere in the body. */
type Untold = '_id' | 'appId' | 'lastEventAt' | 'subscribed' | 'order';

/** A field that is kept and has no place here does not compile. */
const SHAPE = {
  openid: z.string(),
  userInfoAt: time.exactOptional().describe('When WeChat was asked last; absent: it has not been asked'),
  nickname: z.string().exactOptional(),
  sex: z.number().exactOptional(),
  language: z.string().exactOptional(),
  city: z.string().exactOptional(),
  province: z.string().exactOptional(),
  country: z.string().exactOptional(),
  headimgurl: z.string().exactOptional(),
  subscribeTime: time.exactOptional(),
  unionid: z.string().exactOptional(),
  remark: z.string().exactOptional(),
  groupid: z.number().exactOptional(),
  tagidList: z.array(z.number()).exactOptional(),
  subscribeScene: z.string().exactOptional(),
  qrScene: z.number().exactOptional(),
  qrSceneStr: z.string().exactOptional(),
  lastViewAt: time.exactOptional(),
  lastViewUrl: z.string().exactOptional(),
  viewCount: z.number().exactOptional(),
} satisfies Record<Exclude<keyof Follower, Untold>, z.ZodType>;

/** What an endpoint is told of a follower: what user/info has told, and what they have opened. */
export const PROFILE = z.strictObject(SHAPE);
export type ProfileInBody = z.infer<typeof PROFILE>;

/** Null for who does not follow. */
export function profileInBody(profile: Profile | undefined): ProfileInBody | null {
  if (!profile?.subscribed) return null;
  const values: Readonly<Record<string, unknown>> = { ...profile };
  const told = Object.keys(SHAPE).flatMap(field => {
    const value = values[field];
    if (value === undefined) return [];
    return [[field, value instanceof Date ? value.toISOString() : value] as const];
  });
  // Sound: a profile has these fields, with dates for times.
  return Object.fromEntries(told) as ProfileInBody;
}
