import type { ApiPath } from './apis/all.js';
import { day, month } from './day.js';
import { Refusal } from './errcode.js';

/** Calls an account has, by API; what is left out has no limit. */
export type QuotaLimits = Partial<Record<ApiPath, number>>;

/** Those of a new account that is no test account. That batchget has as many as user/info is our guess. */
export const dailyQuotas: QuotaLimits = {
  '/cgi-bin/token': 2_000,
  '/cgi-bin/stable_token': 500_000,
  '/cgi-bin/user/info': 5_000_000,
  '/cgi-bin/user/info/batchget': 5_000_000,
  '/cgi-bin/user/info/updateremark': 10_000,
  '/cgi-bin/user/get': 500,
  '/cgi-bin/message/custom/send': 500_000,
  '/cgi-bin/menu/create': 1_000,
  '/cgi-bin/menu/get': 10_000,
  '/cgi-bin/menu/delete': 1_000,
  '/cgi-bin/menu/addconditional': 2_000,
  '/cgi-bin/menu/delconditional': 2_000,
  '/cgi-bin/menu/trymatch': 20_000,
};

export const minuteQuotas: QuotaLimits = {
  '/cgi-bin/stable_token': 10_000,
  '/sns/oauth2/access_token': 50_000,
  '/sns/userinfo': 50_000,
};

const CLEARINGS_A_MONTH = 10;

export interface Quota {
  daily_limit: number;
  used: number;
  remain: number;
}

/** What one account has used up of its quotas. */
export interface Quotas {
  /** Counts a call; throws 45009 when the day's are used up, 45011 when the minute's are. */
  take(path: ApiPath): void;
  read(path: ApiPath): Quota;
  minuteLimit(path: ApiPath): number | undefined;
  /** Throws 48006 the eleventh time in a month. */
  clear(): void;
  reset(): void;
}

interface Limits {
  daily: QuotaLimits;
  minute: QuotaLimits;
}

export function createQuotas(limits: Limits, now: () => number): Quotas {
  const used = new Map<string, number>();
  let today = '';
  let minute = -1;
  let clearings = { month: '', count: 0 };

  /** Forgets what was used up before this day and this minute, in Shanghai. */
  function turn(): void {
    const thisMinute = Math.floor(now() / 60_000);
    if (thisMinute === minute) return;
    minute = thisMinute;
    for (const key of used.keys()) if (key.startsWith('minute:')) used.delete(key);
    const thisDay = day(now());
    if (thisDay !== today) used.clear();
    today = thisDay;
  }

  function count(key: string, limit: number | undefined, errcode: number): void {
    const before = used.get(key) ?? 0;
    if (limit !== undefined && before >= limit) throw new Refusal(errcode);
    used.set(key, before + 1);
  }

  return {
    take(path) {
      turn();
      if (limits.minute[path] !== undefined) count(`minute:${path}`, limits.minute[path], 45011);
      count(path, limits.daily[path], 45009);
    },
    read(path) {
      turn();
      const limit = limits.daily[path] ?? 0;
      const calls = used.get(path) ?? 0;
      return { daily_limit: limit, used: calls, remain: Math.max(0, limit - calls) };
    },
    minuteLimit: path => limits.minute[path],
    clear() {
      const thisMonth = month(now());
      if (clearings.month !== thisMonth) clearings = { month: thisMonth, count: 0 };
      if (clearings.count >= CLEARINGS_A_MONTH) throw new Refusal(48006);
      clearings.count++;
      used.clear();
    },
    reset() {
      used.clear();
      clearings = { month: '', count: 0 };
    },
  };
}
