import { notUnderstood } from './failure.js';

/** For an option that is how many at most. */
export function parseLimit(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text))
    throw notUnderstood(`expected --limit to be a number from 1 to 999999, got ${text}`);
  return Number(text);
}
