import type { SyncState } from '@wechat-pipeline/jobs';
import { type AccountApi, ApiError, errorAction, followers, type OpenidPage } from '@wechat-pipeline/wechat-core';

/**
 * Asks for the page behind the last one; undefined: there is none.
 *
 * That page’s last follower may have left meanwhile. What the platform makes of such a cursor is not told: it may refuse
 * it, or find nobody behind it, though by its own count somebody is missing. Then those before them are tried.
 *
 * @throws ApiError, ApiUnavailableError, AccessTokenError, ApiPausedError
 */
export async function listPage(api: AccountApi, state: SyncState): Promise<OpenidPage | undefined> {
  let refusal: ApiError | undefined;
  for (const after of state.after) {
    const page = await pageBehind(after, api);
    if (page instanceof ApiError) {
      refusal = page;
      continue;
    }
    refusal = undefined;
    const openids = page?.openids.filter(openid => !state.after.includes(openid)) ?? [];
    if (page && openids.length > 0) return { ...page, openids };
    if (state.listed >= (state.total ?? 0)) return undefined;
  }
  if (refusal) throw refusal;
  return undefined;
}

/** The refusal, where the platform knows no such OpenID. */
async function pageBehind(after: string, api: AccountApi): Promise<OpenidPage | ApiError | undefined> {
  try {
    const { value } = await followers(api, { after }).next();
    return value ?? undefined;
  } catch (error) {
    if (error instanceof ApiError && after !== '' && errorAction(error.errcode) === 'not-follower') return error;
    throw error;
  }
}
