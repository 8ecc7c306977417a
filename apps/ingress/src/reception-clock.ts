/**
 * When a push of that follower was received, in milliseconds since the epoch. No two pushes of a follower get the same
 * time from one process, so that "in the order received" has one meaning also within a millisecond.
 */
export function createReceptionClock(now: () => number = Date.now): (openid: string) => number {
  /** Who was given which time, as long as that is not in the past. */
  const given = new Map<string, number>();
  let latest = 0;
  return openid => {
    const time = now();
    if (time !== latest) {
      latest = time;
      for (const [other, theirs] of given) if (theirs < time) given.delete(other);
    }
    const receivedAt = Math.max(time, (given.get(openid) ?? 0) + 1);
    given.set(openid, receivedAt);
    return receivedAt;
  };
}
