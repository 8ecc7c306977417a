import type { PushResult } from './create-pusher.js';
import { viewedUrl } from './life.js';
import type { PlannedPush } from './plan-life.js';

/** What should be known of a follower. Times are CreateTimes, in seconds since the epoch. */
export interface EndState {
  subscribed: boolean;
  /** Of the last event; messages are none. */
  lastEventAt: number;
  /** 0 for who unfollowed: the platform wants everything about them deleted. */
  viewCount: number;
  lastViewAt?: number;
  lastViewUrl?: string;
}

/**
 * What follows from the pushes that were delivered, each counted once and in the order of CreateTime, however often and
 * in which order they came. Who had no event delivered is not subscribed, with a lastEventAt of 0.
 */
export function endState(pushes: readonly (PlannedPush & { result: PushResult })[]): EndState {
  const delivered = new Map(
    pushes.filter(({ result }) => result.delivered).map(({ step, fields }) => [step, fields.CreateTime]),
  );
  const lastEventAt = Math.max(
    0,
    ...(['follow', 'page opened', 'unfollow'] as const).map(step => delivered.get(step) ?? 0),
  );
  const viewedAt = delivered.get('page opened');
  if (delivered.has('unfollow')) return { subscribed: false, lastEventAt, viewCount: 0 };
  return {
    subscribed: delivered.has('follow'),
    lastEventAt,
    ...(viewedAt === undefined ? { viewCount: 0 } : { viewCount: 1, lastViewAt: viewedAt, lastViewUrl: viewedUrl }),
  };
}
