import { dayInShanghai, PAGE_VIEW_DAYS } from '@wechat-pipeline/follower-store';
import { notUnderstood } from '../failure.js';
import { isDay } from '../is-day.js';
import { ZONE } from '../shanghai-time.js';

/** Whole days of {@link ZONE}, such as `2026-11-01`. */
export interface Period {
  readonly since: string;
  readonly until: string;
}

/** What {@link readPeriod} understands, for help and refusals. */
export const SINCE = `a day such as 2026-11-01 (in ${ZONE}), or 30d, 4w: so many days or weeks, the last of which is --until`;
export const UNTIL = `the last day (in ${ZONE}), today if it is not given`;

const UNITS: Readonly<Record<string, number>> = { d: 1, w: 7 };

/**
 * The days that somebody means; without either the 30 days that end today.
 *
 * @throws Failure if they cannot be told, are in the future, or so long ago that no visit is kept of them
 */
export function readPeriod({ since = '30d', until }: Partial<Period>, now = Date.now()): Period {
  const today = dayInShanghai(new Date(now));
  const [first, last] = [daysAfter(today, 1 - PAGE_VIEW_DAYS), until ?? today];
  if (!isDay(last) || last > today)
    throw notUnderstood(`expected --until to be a day that has begun in ${ZONE}, such as ${today}; got ${last}`);
  const [, count, unit = ''] = /^([1-9]\d{0,2})([dw])$/.exec(since) ?? [];
  const from = count === undefined ? since : daysAfter(last, 1 - Number(count) * UNITS[unit]!);
  if (!isDay(from)) throw notUnderstood(`expected --since to be ${SINCE}; got ${since}`);
  if (from > last) throw notUnderstood(`expected --since to be no later than --until, ${last}; got ${since}`);
  if (from < first)
    throw notUnderstood(
      `expected --since to be ${first} or later, as visits are kept for ${PAGE_VIEW_DAYS} days; got ${since}`,
    );
  return { since: from, until: last };
}

/** Every day of it, the first one first. */
export function daysOf({ since, until }: Period): readonly string[] {
  const count = (Date.parse(until) - Date.parse(since)) / DAY_MILLISECONDS + 1;
  return Array.from({ length: count }, (_, index) => daysAfter(since, index));
}

const DAY_MILLISECONDS = 86_400_000;

function daysAfter(day: string, count: number): string {
  return new Date(Date.parse(day) + count * DAY_MILLISECONDS).toISOString().slice(0, 10);
}
