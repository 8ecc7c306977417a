import { forgotten, listed, type Profile, type ProfileUpdate } from '@wechat-pipeline/follower-store';
import { ApiError, fetchUserInfo } from '@wechat-pipeline/wechat-core';
import { latestEvidence } from '../latest-evidence.js';
import { finishBatch } from './finish-batch.js';
import type { SyncHandler } from './sync-handler.js';

/** Followers whom the platform has listed: what it tells of them becomes, or renews, their profiles. */
export const refresh: SyncHandler<'refresh'> = async (job, context) => {
  const { appId, sync, page, openids } = job.data;
  const { api, profiles, syncs, log } = context;
  const state = await syncs.read(appId);
  if (state?.id !== sync || state.page !== page || state.finishedAt) return;

  // Before the platform is asked: what is heard of a follower after that is newer than its answer.
  const known = new Map((await profiles.find(appId, openids)).map(profile => [profile.openid, profile]));
  const askedAt = new Date();
  const answers = await fetchUserInfo(api, openids);
  const updates: ProfileUpdate[] = [];
  const refusals: ApiError[] = [];
  for (const [openid, answer] of answers) {
    if (answer instanceof ApiError) refusals.push(answer);
    else if (answer.subscribe === 1) updates.push(listed(appId, answer, askedAt));
    else updates.push(...left(known.get(openid)));
  }
  await profiles.apply(updates);
  if (refusals.length > 0) {
    log.warn(
      { err: refusals[0], job: job.id, followers: refusals.length },
      'the platform does not tell of whom it listed',
    );
  }
  await finishBatch(job.data, { refreshed: answers.size - refusals.length, failed: refusals.length }, context);
};

/** They have left since they were listed; of somebody who is not known there is nothing to delete. */
function left(profile: Profile | undefined): readonly ProfileUpdate[] {
  return profile?.subscribed ? [forgotten(profile, latestEvidence(profile))] : [];
}
