import { ApiRequestError } from '../errors.js';
import type { AccountApi } from './account-api.js';

const REMARK_CHARACTERS = 30;

/**
 * Sets the remark on a follower, which the account's own people see; an empty one takes it away. 10,000 calls a day.
 *
 * @throws ApiRequestError for more than 30 characters
 * @throws ApiError 40003 (no such OpenID), 48001 (only verified service accounts may)
 */
export async function updateRemark(api: AccountApi, openid: string, remark: string): Promise<void> {
  const characters = [...remark].length;
  if (characters > REMARK_CHARACTERS) {
    throw new ApiRequestError(
      'request_too_long',
      `expected a remark of at most ${REMARK_CHARACTERS} characters, got ${characters}: shorten it`,
    );
  }
  await api.call('/cgi-bin/user/info/updateremark', { body: { openid, remark } });
}
