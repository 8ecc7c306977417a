import type { AccountApi } from './account-api.js';
import { callInBatches } from './call-in-batches.js';
import { type OpenidPage, openidPages, type WalkOptions } from './openid-pages.js';

/** `batchblacklist` and `batchunblacklist` take up to 20 OpenIDs. */
const BATCH_SIZE = 20;

/**
 * Walks those who are blacklisted, as `followers` walks the followers, but 1,000 OpenIDs a page (once 10,000).
 *
 * @throws ApiError 40003, 49003 when `after` is no OpenID of this account
 * @throws ApiUnavailableError for a page that contradicts itself, and for a cursor that comes back
 */
export function blacklist(api: AccountApi, options: WalkOptions = {}): AsyncGenerator<OpenidPage, void, undefined> {
  const path = '/cgi-bin/tags/members/getblacklist';
  return openidPages(path, cursor => api.call(path, { body: { begin_openid: cursor } }), options);
}

/**
 * Blacklists followers; one call for each 20 of them, one after the other. One bad OpenID fails its call whole, and what
 * follows is not called; a repetition does no harm.
 *
 * @throws ApiError 40003 (no such OpenID), 49003 (not this account's)
 */
export async function addToBlacklist(api: AccountApi, openids: readonly string[]): Promise<void> {
  await callInBatches(api, '/cgi-bin/tags/members/batchblacklist', openids, BATCH_SIZE);
}

/**
 * Undoes {@link addToBlacklist}, in calls like those.
 *
 * @throws ApiError 40003 (no such OpenID), 49003 (not this account's)
 */
export async function removeFromBlacklist(api: AccountApi, openids: readonly string[]): Promise<void> {
  await callInBatches(api, '/cgi-bin/tags/members/batchunblacklist', openids, BATCH_SIZE);
}
