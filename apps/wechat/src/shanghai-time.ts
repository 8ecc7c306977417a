const OFFSET_MILLISECONDS = 8 * 3_600_000;

/** The zone in which WeChat counts days; it has no summer time. */
export const ZONE = 'Asia/Shanghai';

/** Date and time in {@link ZONE}, such as `2026-11-24 20:00:00`. */
export function shanghaiTime(date: Date): string {
  return new Date(date.getTime() + OFFSET_MILLISECONDS).toISOString().slice(0, 19).replace('T', ' ');
}
