import type { JobsOptions } from 'bullmq';

const DAY_SECONDS = 86_400;

/** The name under which the worker knows how long to wait before the next attempt. */
export const BACKOFF = 'capped-exponential';

/** How every job is put into its queue. */
export const JOB_OPTIONS: JobsOptions = {
  attempts: 5,
  backoff: { type: BACKOFF },
  // A trace for whoever looks at the queue; redeliveries are told apart by other means.
  removeOnComplete: { age: 3_600, count: 1_000, limit: 100 },
  removeOnFail: { age: 30 * DAY_SECONDS },
  stackTraceLimit: 3,
};

const CAP_MILLISECONDS = 60_000;

/**
 * The pause before the next attempt: doubles from `first` to a minute, less a random part of up to a half, so that jobs
 * do not come back all at once.
 */
export function backoffMilliseconds(attempt: number, first: number, random: () => number = Math.random): number {
  const full = Math.min(CAP_MILLISECONDS, first * 2 ** (attempt - 1));
  return Math.round(full * (0.5 + random() / 2));
}
