import type { Visit } from './visit.js';

/** Where a browser goes to be recognised, and then on to that page. */
export function enterUrl({ account }: Visit, to: string | undefined): string {
  return to === undefined ? `${account.url}/enter` : `${account.url}/enter?${new URLSearchParams({ to })}`;
}
