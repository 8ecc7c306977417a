/** How workers hold their jobs. */
export const LOCK_OPTIONS = {
  /** Of a worker that died others take the jobs within the sum of these two, in milliseconds. */
  lockDuration: 10_000,
  stalledInterval: 5_000,
  /** A job that is found without its worker more often than this probably killed it. */
  maxStalledCount: 3,
};
