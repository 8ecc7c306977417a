import { notUnderstood } from '../failure.js';
import { isDay } from '../is-day.js';
import { ZONE } from '../shanghai-time.js';

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };

/** What {@link parseSince} understands, for help and refusals. */
export const SINCE = `a day such as 2026-11-01 (in ${ZONE}), a moment such as 2026-11-01T08:00+08:00, or 30m, 12h, 7d, 2w back`;

/**
 * The moment that somebody means.
 *
 * @throws Failure if it cannot be told
 */
export function parseSince(text: string, now: number = Date.now()): Date {
  const [, count, unit = ''] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
  if (count !== undefined) return new Date(now - Number(count) * UNITS[unit]!);
  const [, day, time] = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d))?$/.exec(text) ?? [];
  const moment = new Date(isDay(day) ? day + (time ?? 'T00:00+08:00') : Number.NaN);
  if (Number.isNaN(moment.getTime())) throw notUnderstood(`expected --since to be ${SINCE}; got ${text}`);
  return moment;
}
