export interface AdaptiveLimitOptions {
  /** The limit where there is no trouble. */
  readonly most: number;
  /** What takes less is not slow, whatever is usual. */
  readonly patienceMilliseconds: number;
  /** Tells milliseconds; `performance.now` by default. */
  readonly now?: () => number;
}

/** How many calls of something may be under way: fewer while it is in trouble. */
export interface AdaptiveLimit {
  /** At least one. */
  readonly current: number;
  readonly underWay: number;
  /**
   * A call begins. What is returned is to be told how it ended: `answered`, in `trouble`, or `unsent`, which says nothing.
   *
   * @param load calls of the same load should take the same time
   */
  begin(load: string): (ending: Ending) => void;
}

export type Ending = 'answered' | 'trouble' | 'unsent';

/** So many times its usual time is slow. */
const SLOW = 3;
/** How much of the usual is left when trouble shows. */
const CUT = 0.7;
/** What is usual follows what is measured, by this share a call: what stays slow is usual one day. */
const LEARNING = 1 / 32;

/**
 * Additive increase, multiplicative decrease, as TCP does it: a call that fails, or takes much longer than is usual, cuts the limit by a
 * third; each limit’s worth of good ones raises it by one. What began before a cut does not cut again.
 */
export function createAdaptiveLimit(options: AdaptiveLimitOptions): AdaptiveLimit {
  const { most, patienceMilliseconds, now = () => performance.now() } = options;
  const usual = new Map<string, number>();
  let limit = most;
  let cutAt = Number.NEGATIVE_INFINITY;
  let underWay = 0;

  function isSlow(load: string, milliseconds: number): boolean {
    const before = usual.get(load) ?? milliseconds;
    usual.set(load, before + (milliseconds - before) * LEARNING);
    return milliseconds > Math.max(patienceMilliseconds, SLOW * before);
  }

  return {
    get current() {
      return Math.max(1, Math.floor(limit));
    },
    get underWay() {
      return underWay;
    },
    begin(load) {
      const begun = now();
      underWay += 1;
      return ending => {
        underWay -= 1;
        if (ending === 'unsent') return;
        if (ending === 'answered' && !isSlow(load, now() - begun)) {
          limit = Math.min(most, limit + 1 / limit);
        } else if (begun > cutAt) {
          limit = Math.max(1, limit * CUT);
          cutAt = now();
        }
      };
    },
  };
}
