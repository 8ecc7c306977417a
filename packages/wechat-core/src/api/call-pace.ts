const MINUTE = 60_000;
/** After so many minutes without another complaint calls are as many as before. */
const MINUTES_TO_RECOVER = 10;

/** How many calls of one API this process makes in a minute: any number, until the platform finds them too many. */
export interface CallPace {
  /** Counts one call; or tells when the next may be made, in milliseconds since the epoch. */
  take(now: number): number | undefined;
  /** Halves the pace; once for each pause, however many calls were answered with it. */
  slow(now: number, pausedUntil: number): void;
}

/**
 * The platform does not say how many calls a minute it takes, only that they were too many. So half of what was made in
 * that minute is allowed, then a twentieth of it more each minute, and after ten of them any number again. Several
 * processes that share a limit each halve their own share of it.
 */
export function createCallPace(): CallPace {
  let minute = 0;
  let calls = 0;
  let callsBefore = 0;
  let tooMany = 0;
  let limit = Number.POSITIVE_INFINITY;
  let slowedUntil = 0;

  function turn(now: number): void {
    const passed = Math.floor(now / MINUTE) - minute;
    if (passed === 0) return;
    minute += passed;
    callsBefore = passed === 1 ? calls : 0;
    calls = 0;
    limit += (Math.max(0, passed) * tooMany) / (2 * MINUTES_TO_RECOVER);
    if (limit >= tooMany) limit = Number.POSITIVE_INFINITY;
  }

  return {
    take(now) {
      turn(now);
      if (calls >= limit) return (minute + 1) * MINUTE;
      calls += 1;
      return undefined;
    },
    slow(now, pausedUntil) {
      turn(now);
      // The complaint may come when a new minute has just begun.
      const made = Math.max(calls, callsBefore);
      if (now < slowedUntil || made === 0) return;
      slowedUntil = pausedUntil;
      tooMany = made;
      limit = Math.max(1, made / 2);
    },
  };
}
