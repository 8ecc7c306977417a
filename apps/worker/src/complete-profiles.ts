import { completed, forgotten, type ProfileUpdate } from '@wechat-pipeline/follower-store';
import type { JobPush } from '@wechat-pipeline/jobs';
import { ApiError } from '@wechat-pipeline/wechat-core';
import type { HandlerContext, Setback } from './handlers/handler.js';
import { latestEvidence } from './latest-evidence.js';

/**
 * Asks the platform for those of these followers of whom it has not told yet. There are few: who opened a page, as far
 * as the pushes tell, after an unsubscribe.
 */
export async function completeProfiles(
  pushes: readonly JobPush[],
  { appId, inquiry, profiles }: HandlerContext,
): Promise<readonly Setback[]> {
  const openids = [...new Set(pushes.map(push => push.fromUserName))];
  const incomplete = await profiles.incomplete(appId, openids);
  if (incomplete.length === 0) return [];
  const answers = await inquiry.ask(incomplete.map(({ openid }) => openid));
  const updates: ProfileUpdate[] = [];
  const setbacks: Setback[] = [];
  for (const profile of incomplete) {
    const answer = answers.get(profile.openid)!;
    if (answer instanceof ApiError) {
      const push = pushes.find(({ fromUserName }) => fromUserName === profile.openid)!;
      setbacks.push({ push, error: answer });
    } else {
      updates.push(
        answer.info.subscribe === 1
          ? completed(profile, answer.info, answer.askedAt)
          : forgotten(profile, latestEvidence(profile)),
      );
    }
  }
  await profiles.apply(updates);
  return setbacks;
}
