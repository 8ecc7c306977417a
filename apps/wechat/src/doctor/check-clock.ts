import { type Finding, failed, ok, warning } from './finding.js';

const ADVICE = 'Let NTP set the clocks of both machines.';

/** A clock elsewhere, as it was read. */
export interface ClockReading {
  /** Milliseconds since the epoch. */
  readonly there: number;
  /** Here, before it was asked for and after it was told. */
  readonly before: number;
  readonly after: number;
}

/**
 * How far another clock is from ours. The time that the question took is nobody's fault.
 *
 * @param noticeable milliseconds from which on it is worth a warning
 * @param intolerable milliseconds from which on something does not work
 */
export function checkClock(
  check: string,
  { there, before, after }: ClockReading,
  noticeable: number,
  intolerable = Number.POSITIVE_INFINITY,
): Finding {
  const ahead = there < before ? there - before : Math.max(0, there - after);
  const message = `${(Math.abs(ahead) / 1_000).toFixed(1)} s ${ahead < 0 ? 'behind' : 'ahead of'} the clock here`;
  if (Math.abs(ahead) >= intolerable) return failed(check, message, ADVICE);
  if (Math.abs(ahead) >= noticeable) return warning(check, message, ADVICE);
  return ok(check, 'the same time as here');
}
