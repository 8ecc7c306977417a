const SHANGHAI_OFFSET_MILLISECONDS = 8 * 60 * 60 * 1_000;

/** The day in Asia/Shanghai, `2025-01-31`: the platform's daily quotas begin anew at its midnight. No summer time there. */
export function day(milliseconds: number): string {
  return new Date(milliseconds + SHANGHAI_OFFSET_MILLISECONDS).toISOString().slice(0, 10);
}

/** The month in Asia/Shanghai, `2025-01`. */
export function month(milliseconds: number): string {
  return day(milliseconds).slice(0, 7);
}
