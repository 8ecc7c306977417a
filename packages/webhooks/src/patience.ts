const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];

/** How long an endpoint that does not take deliveries is borne with. */
export interface Patience {
  /** The pause after a delivery's first failure, its second, …; one attempt more than there are pauses. In milliseconds. */
  readonly retryPauses: readonly number[];
  /** After so many failures with no success between them, whatever the delivery, the endpoint is paused. */
  readonly breakAfter: number;
  /** For how long the first time, the second time, …, and for the last of these from then on. In milliseconds. */
  readonly breakPauses: readonly number[];
  /** An endpoint that has taken nothing for so long, though it was asked, is gone. In milliseconds. */
  readonly goneAfter: number;
}

/** A day, and some more for the jitter: who repairs an endpoint within a working day has lost nothing. */
export const PATIENCE: Patience = {
  retryPauses: [
    5 * SECOND,
    30 * SECOND,
    2 * MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    4 * HOUR,
    6 * HOUR,
    10 * HOUR,
  ],
  breakAfter: 10,
  breakPauses: [30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 20 * MINUTE, 30 * MINUTE],
  goneAfter: 24 * HOUR,
};

/** The pause before the next attempt: up to a fifth longer than it says, so that deliveries do not come back all at once. */
export function retryPause(
  attempt: number,
  { retryPauses }: Patience,
  retryAfter = 0,
  random: () => number = Math.random,
): number {
  const pause = retryPauses[Math.min(attempt, retryPauses.length) - 1] ?? 0;
  return Math.round(Math.max(pause * (1 + random() / 5), retryAfter));
}
