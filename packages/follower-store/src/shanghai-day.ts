const OFFSET_MILLISECONDS = 8 * 3_600_000;

/** The day, such as `2026-11-24`, in Asia/Shanghai, where WeChat's days begin; there is no summer time. */
export function dayInShanghai(date: Date): string {
  return new Date(date.getTime() + OFFSET_MILLISECONDS).toISOString().slice(0, 10);
}

/** The moment at which such a day begins. */
export function startOfDay(day: string): Date {
  return new Date(`${day}T00:00+08:00`);
}
