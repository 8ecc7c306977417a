import { ApiRequestError, ApiUnavailableError } from '../errors.js';
import type { ApiAnswer, ApiClient } from './client.js';
import type { VisitorGrant } from './oauth.js';
import { callSns } from './sns.js';

/** What a visitor has agreed to tell, in the platform's words. */
export interface VisitorInfo {
  readonly openid: string;
  readonly nickname: string;
  readonly headimgurl?: string;
  readonly unionid?: string;
  /** 0 and empty since 2021, all four. */
  readonly sex?: number;
  readonly country?: string;
  readonly province?: string;
  readonly city?: string;
  readonly privilege?: readonly string[];
}

/**
 * Nickname and picture, which the platform tells of nobody but who agreed to it.
 *
 * @throws ApiRequestError for a grant of another scope than `snsapi_userinfo`
 * @throws ApiError (40001, 42001: `refreshGrant`), ApiUnavailableError
 */
export async function fetchVisitorInfo(
  client: ApiClient,
  { access_token, openid, scope }: VisitorGrant,
  lang: 'zh_CN' | 'zh_TW' | 'en' = 'zh_CN',
): Promise<VisitorInfo> {
  if (!scope.includes('snsapi_userinfo')) {
    throw new ApiRequestError(
      'request_malformed',
      `expected a grant of scope snsapi_userinfo, got one of ${scope.join()}: authorize with that scope`,
    );
  }
  const path = '/sns/userinfo';
  const answer = await callSns(client, path, { access_token, openid, lang });
  if (isVisitorInfo(answer) && answer.openid === openid) return answer;
  throw new ApiUnavailableError('api_unreadable', path, 'expected nickname, and the openid asked for');
}

/** Looks at what decides; for the rest the platform's documentation is trusted. */
function isVisitorInfo(answer: ApiAnswer): answer is ApiAnswer & VisitorInfo {
  return typeof answer.openid === 'string' && typeof answer.nickname === 'string';
}
