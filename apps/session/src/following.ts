import type { Follower } from '@wechat-pipeline/follower-store';

/**
 * Names the time since which somebody has followed: from which follow on, after which unsubscribe. Who leaves and comes
 * back has another one, so that what was issued before is worth nothing; no clock of ours takes part in that.
 */
export function followingOf({ subscribeTime, order }: Follower): string {
  const { unsubscribe } = order;
  const times = [subscribeTime, unsubscribe?.at, unsubscribe?.receivedAt];
  return times.map(time => time?.getTime() ?? '').join(' ');
}
