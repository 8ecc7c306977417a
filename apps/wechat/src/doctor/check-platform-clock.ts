import { checkClock } from './check-clock.js';
import { type Finding, skipped } from './finding.js';

const NOTICEABLE_MILLISECONDS = 5_000;
const ANSWER_MILLISECONDS = 5_000;

/** The platform's clock, by which pushes are signed, as its answers tell it. */
export async function checkPlatformClock(apiUrl: string, toleranceSeconds: number): Promise<Finding> {
  const check = 'platform clock';
  const before = Date.now();
  let date: string | null;
  try {
    const answer = await fetch(apiUrl, { method: 'HEAD', signal: AbortSignal.timeout(ANSWER_MILLISECONDS) });
    date = answer.headers.get('date');
  } catch {
    return skipped(check, 'the platform did not answer');
  }
  if (date === null) return skipped(check, 'the platform did not tell the time');
  // Told in whole seconds that have begun.
  const [earliest, latest] = [Date.parse(date), Date.parse(date) + 1_000];
  const there = Math.min(Math.max(before, earliest), latest);
  const intolerable = toleranceSeconds === 0 ? Number.POSITIVE_INFINITY : toleranceSeconds * 1_000;
  return checkClock(check, { there, before, after: Date.now() }, NOTICEABLE_MILLISECONDS, intolerable);
}
