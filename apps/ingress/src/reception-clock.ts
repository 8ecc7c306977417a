/**
 * When a push of that follower was received, in milliseconds since the epoch. No two pushes of a follower get the same
 * time from one process, so that "in the order received" has one meaning also within a millisecond.
 */
export function createReceptionClock(now: () => number = Date.now): (openid: string) => number {
  /** Who was given which time, as long as that is not in the past. */
  const given = new Map<string, number>();
  let latest = 0;
  let furthest = 0;

  function forgetBefore(time: number): void {
    // All of them at once but after several pushes of one follower in a millisecond, or a clock that was set back.
    if (furthest < time) given.clear();
    else for (const [openid, theirs] of given) if (theirs < time) given.delete(openid);
  }

  return openid => {
    const time = now();
    if (time !== latest) {
      latest = time;
      forgetBefore(time);
    }
    const receivedAt = Math.max(time, (given.get(openid) ?? 0) + 1);
    given.set(openid, receivedAt);
    furthest = Math.max(furthest, receivedAt);
    return receivedAt;
  };
}
