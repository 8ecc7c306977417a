import { type PushFields, subscribe, text, unsubscribe, view } from './push-fields.js';
import type { FollowerInfo } from './user-info.js';

/** A follower's life, in its order. */
export const lifeSteps = ['follow', 'text', 'suggestion', 'page opened', 'unfollow'] as const;

export type LifeStepName = (typeof lifeSteps)[number];

/** The part of the platform in which a life leaves traces; may be another process's, hence the promises. */
export interface FollowedPlatform {
  follow(openid: string, info?: FollowerInfo, appId?: string): void | Promise<void>;
  unfollow(openid: string, appId?: string): void | Promise<void>;
}

export const viewedUrl = 'https://example.com/page?from=menu&id=1';

/** What the platform pushes for a step. */
export function stepFields(step: LifeStepName, openid: string, createTime: number): PushFields {
  switch (step) {
    case 'follow':
      return subscribe(openid, { createTime });
    case 'text':
      return text(openid, '你好', { createTime });
    case 'suggestion':
      return text(openid, '@希望菜单里有地图', { createTime });
    case 'page opened':
      return view(openid, viewedUrl, { createTime });
    case 'unfollow':
      return unsubscribe(openid, { createTime });
  }
}

/** What a step changes on the platform itself; that comes before its push, so that user/info already tells it. */
export async function takeStep(
  step: LifeStepName,
  platform: FollowedPlatform,
  fields: PushFields,
  appId: string | undefined,
): Promise<void> {
  if (step === 'follow') await platform.follow(fields.FromUserName, { subscribe_time: fields.CreateTime }, appId);
  if (step === 'unfollow') await platform.unfollow(fields.FromUserName, appId);
}
