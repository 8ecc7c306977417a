import { notUnderstood } from './failure.js';

/** For an option that is an address. */
export function parseUrl(typed: string): string {
  if (/^https?:\/\//i.test(typed) && URL.canParse(typed)) return typed;
  throw notUnderstood(`expected --url with an address such as http://127.0.0.1:3000, got ${typed}`);
}
