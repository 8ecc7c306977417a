/** An access token as a cache keeps it; all times in milliseconds since the epoch. */
export interface CachedToken {
  readonly token: string;
  readonly expiresAt: number;
  /** From here on somebody should fetch the next one, while this one still serves. */
  readonly refreshAt: number;
  /** The platform has refused it since. */
  readonly rejected?: boolean;
}

/** A holder's number; each holder of the lock gets a higher one. */
export type Fence = number;

/**
 * Where the processes of one account share its access token. One entry, one lock, and the day's count of forced
 * refreshes. Every operation is atomic.
 */
export interface TokenCache {
  read(): Promise<CachedToken | undefined>;
  /** Takes the lock for that long; undefined while somebody else has it. */
  lock(milliseconds: number): Promise<Fence | undefined>;
  /** Stores unless a later holder of the lock has stored already: one that was asleep must not undo its work. */
  store(token: CachedToken, fence: Fence): Promise<void>;
  /** Gives the lock back, if it is still this holder's. */
  unlock(fence: Fence): Promise<void>;
  /** Marks the token as rejected, if it is still the one that is kept. */
  reject(token: string): Promise<void>;
  /** Takes one of the {@link FORCED_REFRESHES_A_DAY}; false when there is none left or the last is too recent. */
  takeForcedRefresh(): Promise<boolean>;
}

/** `force_refresh` works 20 times a day, and not within 30 seconds of the last time. */
export const FORCED_REFRESHES_A_DAY = 20;
export const FORCED_REFRESH_PAUSE_MILLISECONDS = 30_000;

/** The cache of a program that is alone with its account. */
export function memoryTokenCache(now: () => number = Date.now): TokenCache {
  let cached: CachedToken | undefined;
  let storedBy: Fence = 0;
  let lastFence: Fence = 0;
  let lockedUntil = 0;
  let forced: number[] = [];
  return {
    async read() {
      return cached;
    },
    async lock(milliseconds) {
      if (now() < lockedUntil) return undefined;
      lockedUntil = now() + milliseconds;
      return ++lastFence;
    },
    async store(token, fence) {
      if (fence < storedBy) return;
      storedBy = fence;
      cached = token;
    },
    async unlock(fence) {
      if (fence === lastFence) lockedUntil = 0;
    },
    async reject(token) {
      if (cached?.token === token) cached = { ...cached, rejected: true };
    },
    async takeForcedRefresh() {
      forced = forced.filter(time => time > now() - 86_400_000);
      const isTooSoon = now() - (forced.at(-1) ?? 0) < FORCED_REFRESH_PAUSE_MILLISECONDS;
      if (isTooSoon || forced.length >= FORCED_REFRESHES_A_DAY) return false;
      forced.push(now());
      return true;
    },
  };
}
