import { type ProfileUpdate, subscribed, unsubscribed } from '@wechat-pipeline/follower-store';
import { ApiError } from '@wechat-pipeline/wechat-core';
import type { Handler, Setback } from './handler.js';

/** Somebody follows: what the platform tells of them becomes their profile. */
export const subscribe: Handler<'subscribe'> = async (pushes, { inquiry, profiles }) => {
  const answers = await inquiry.ask(pushes.map(push => push.fromUserName));
  const updates: ProfileUpdate[] = [];
  const setbacks: Setback[] = [];
  for (const push of pushes) {
    const answer = answers.get(push.fromUserName)!;
    if (answer instanceof ApiError) setbacks.push({ push, error: answer });
    // They left again before we asked; their unsubscribe is on its way, or was lost.
    else if (answer.info.subscribe === 0) updates.push(unsubscribed(push));
    else updates.push(subscribed(push, answer.info, answer.askedAt));
  }
  await profiles.apply(updates);
  return setbacks;
};
