import type { AccountApi } from './account-api.js';
import { type OpenidPage, openidPages, type WalkOptions } from './openid-pages.js';

/**
 * Walks all followers, in the order in which they followed, up to 10,000 OpenIDs a page. The pages are asked for one by
 * one, as they are consumed; a walk can be left at any page, and be resumed with that page's `next`.
 *
 * A call a page, and one more for the end; 500 a day (a test account: 100). Who follows or leaves in the meantime may or
 * may not be met.
 *
 * @throws ApiError 40003 when `after` is no OpenID of this account
 * @throws ApiUnavailableError for a page that contradicts itself, and for a cursor that comes back
 */
export function followers(api: AccountApi, options: WalkOptions = {}): AsyncGenerator<OpenidPage, void, undefined> {
  const path = '/cgi-bin/user/get';
  return openidPages(path, cursor => api.call(path, { query: { next_openid: cursor } }), options);
}
