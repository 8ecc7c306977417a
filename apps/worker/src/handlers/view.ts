import { type ProfileUpdate, unsubscribed, viewed } from '@wechat-pipeline/follower-store';
import { ApiError } from '@wechat-pipeline/wechat-core';
import { completeProfiles } from '../complete-profiles.js';
import type { Handler, Setback } from './handler.js';

/** A follower opened a page from the menu: the visit is counted, the page is noted, and who is not known yet is asked for. */
export const view: Handler<'view'> = async (pushes, context) => {
  const { appId, inquiry, profiles, pageViews } = context;
  // Before anything can keep it back: it is a visit whatever becomes of the follower.
  await pageViews.note(pushes);
  const openids = [...new Set(pushes.map(push => push.fromUserName))];
  const known = await profiles.known(appId, openids);
  const answers = await inquiry.ask(openids.filter(openid => !known.has(openid)));
  const updates: ProfileUpdate[] = [];
  const setbacks: Setback[] = [];
  for (const push of pushes) {
    const answer = answers.get(push.fromUserName);
    if (answer instanceof ApiError) setbacks.push({ push, error: answer });
    else if (answer?.info.subscribe === 0) updates.push(unsubscribed(push));
    else updates.push(viewed(push, answer?.info, answer?.askedAt));
  }
  await profiles.apply(updates);
  // Who was known a moment ago may have left since.
  return [...setbacks, ...(await completeProfiles(pushes, context))];
};
