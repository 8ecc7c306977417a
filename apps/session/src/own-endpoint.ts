import { ENDPOINTS } from './endpoints.js';
import type { Site } from './visit.js';

const ENDPOINT = new RegExp(`^(?:/([^/]+))?/(?:${ENDPOINTS.join('|')})$`);

/** Whether an address is one that this process answers itself: a browser that was sent there would be sent on for ever. */
export function isOwnEndpoint({ url: site, accounts }: Pick<Site, 'url' | 'accounts'>, url: URL): boolean {
  const { origin, pathname } = new URL(site);
  const folder = pathname.replace(/\/$/, '');
  // The router decodes, too.
  const path = decodeURIComponent(url.pathname);
  if (url.origin !== origin || !path.startsWith(`${folder}/`)) return false;
  const match = ENDPOINT.exec(path.slice(folder.length));
  return match !== null && accounts.byName(match[1] ?? '') !== undefined;
}
