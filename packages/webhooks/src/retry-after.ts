/** Nobody is left alone for longer than this at a time. */
const LONGEST_MILLISECONDS = 3_600_000;

/** What a `Retry-After` asks for, at most an hour: seconds, or a date. Undefined if it asks for nothing. */
export function retryAfterMilliseconds(header: string | string[] | undefined, now: number): number | undefined {
  if (typeof header !== 'string') return undefined;
  const milliseconds = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return milliseconds > 0 ? Math.min(milliseconds, LONGEST_MILLISECONDS) : undefined;
}
