import type { Pusher, PushResult } from './create-pusher.js';
import { type FollowedPlatform, type LifeStepName, lifeSteps, stepFields, takeStep } from './life.js';
import type { PushFields } from './push-fields.js';

export interface LifeStep {
  step: LifeStepName;
  /** The push's. */
  fields: PushFields;
  result: PushResult;
}

/**
 * One follower's life: follows, writes, suggests something with `@`, opens a page from the menu, unfollows. Yields
 * after each push; the next step is taken when the next is asked for.
 */
export async function* playLife(
  pusher: Pusher,
  platform: FollowedPlatform,
  openid: string,
): AsyncGenerator<LifeStep, void, void> {
  for (const step of lifeSteps) {
    const fields = stepFields(step, openid, Math.floor(pusher.now() / 1_000));
    await takeStep(step, platform, fields, pusher.appId);
    yield { step, fields, result: await pusher.push(fields) };
  }
}
