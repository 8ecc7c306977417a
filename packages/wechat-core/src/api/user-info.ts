import { ApiError, ApiUnavailableError } from '../errors.js';
import type { AccountApi } from './account-api.js';
import { batches } from './batches.js';
import type { ApiAnswer } from './client.js';
import { errorAction } from './error-policy.js';

/**
 * What the platform tells of a follower, in its words. Since 2021 names, pictures and places come empty.
 *
 * @see https://developers.weixin.qq.com/doc/service/api/usermanage/userinfo/api_userinfo.html
 */
export interface UserInfo {
  /** 0: not a follower, and nothing but `openid` (and `unionid`) is told. */
  readonly subscribe: 0 | 1;
  readonly openid: string;
  readonly nickname?: string;
  readonly sex?: number;
  readonly language?: string;
  readonly city?: string;
  readonly province?: string;
  readonly country?: string;
  readonly headimgurl?: string;
  /** When they last followed, in seconds since the epoch. */
  readonly subscribe_time?: number;
  readonly unionid?: string;
  readonly remark?: string;
  readonly groupid?: number;
  readonly tagid_list?: readonly number[];
  /** `ADD_SCENE_…`; new values may come. */
  readonly subscribe_scene?: string;
  readonly qr_scene?: number;
  readonly qr_scene_str?: string;
}

/** `batchget` takes up to 100 OpenIDs. */
const BATCH_SIZE = 100;
/** Up to here single calls answer sooner than a batch. */
const SINGLE_SIZE = 2;

/**
 * Asks for each of these OpenIDs, in batches, and tells for each what came of it: the info, or the platform's word
 * that there is no such follower. One bad OpenID spoils a whole batch, so such a batch is halved until it stands alone.
 *
 * @throws ApiError, ApiUnavailableError, AccessTokenError for what concerns all of them
 */
export async function fetchUserInfo(
  api: AccountApi,
  openids: readonly string[],
): Promise<ReadonlyMap<string, UserInfo | ApiError>> {
  const unique = [...new Set(openids)];
  const found = new Map<string, UserInfo | ApiError>();
  const size = unique.length <= SINGLE_SIZE ? 1 : BATCH_SIZE;
  await Promise.all(batches(unique, size).map(batch => fetchInto(found, api, batch)));
  return found;
}

async function fetchInto(
  found: Map<string, UserInfo | ApiError>,
  api: AccountApi,
  openids: readonly string[],
): Promise<void> {
  try {
    if (openids.length === 1) found.set(openids[0]!, await fetchOne(api, openids[0]!));
    else for (const info of await fetchBatch(api, openids)) found.set(info.openid, info);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const action = errorAction(error.errcode);
    if (action !== 'not-follower' && action !== 'unfollowed') throw error;
    if (openids.length === 1) {
      const openid = openids[0]!;
      found.set(openid, action === 'unfollowed' ? { subscribe: 0, openid } : error);
      return;
    }
    const middle = Math.ceil(openids.length / 2);
    await Promise.all([fetchInto(found, api, openids.slice(0, middle)), fetchInto(found, api, openids.slice(middle))]);
  }
}

async function fetchOne(api: AccountApi, openid: string): Promise<UserInfo> {
  const path = '/cgi-bin/user/info';
  return userInfo(path, await api.call(path, { query: { openid, lang: 'zh_CN' } }), openid);
}

async function fetchBatch(api: AccountApi, openids: readonly string[]): Promise<readonly UserInfo[]> {
  const path = '/cgi-bin/user/info/batchget';
  const answer = await api.call(path, { body: { user_list: openids.map(openid => ({ openid, lang: 'zh_CN' })) } });
  const list: readonly ApiAnswer[] = Array.isArray(answer.user_info_list) ? answer.user_info_list : [];
  const byOpenid = new Map(list.map(entry => [entry?.openid, entry]));
  return openids.map(openid => userInfo(path, byOpenid.get(openid), openid));
}

function userInfo(path: string, entry: ApiAnswer | undefined, openid: string): UserInfo {
  if (isUserInfo(entry) && entry.openid === openid) return entry;
  throw new ApiUnavailableError(
    'api_unreadable',
    path,
    'expected subscribe (0 or 1) and openid for each OpenID asked for',
  );
}

/** Looks at what decides; for the rest the platform's documentation is trusted. */
function isUserInfo(entry: ApiAnswer | undefined): entry is ApiAnswer & UserInfo {
  return typeof entry?.openid === 'string' && (entry.subscribe === 0 || entry.subscribe === 1);
}
