import type { EventTime, Follower } from '@wechat-pipeline/follower-store';

/** When what was last heard of this follower spoke for their following. */
export function latestEvidence({ order }: Follower): EventTime {
  const times = [...(order.views ?? []).map(({ time }) => time), ...(order.subscribe ? [order.subscribe] : [])];
  const byTime = (a: EventTime, b: EventTime) =>
    a.at.getTime() - b.at.getTime() || a.receivedAt.getTime() - b.receivedAt.getTime();
  return times.sort(byTime).at(-1)!;
}
