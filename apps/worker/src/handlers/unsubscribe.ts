import { unsubscribed } from '@wechat-pipeline/follower-store';
import { completeProfiles } from '../complete-profiles.js';
import type { Handler } from './handler.js';

/** A follower leaves: everything known of them is deleted, as WeChat demands. */
export const unsubscribe: Handler<'unsubscribe'> = async (pushes, context) => {
  await context.profiles.apply(pushes.map(unsubscribed));
  // Who opened a page after leaving has come back, if the platform says so.
  return completeProfiles(pushes, context);
};
