import { ApiUnavailableError } from '../errors.js';
import type { AccountApi } from './account-api.js';
import type { ApiGate } from './api-gate.js';
import type { ApiAnswer, ApiClient } from './client.js';
import type { Credentials } from './credentials.js';

/** What an account has of one API. */
export interface ApiQuota {
  readonly quota: {
    /** Calls a day. */
    readonly daily_limit: number;
    readonly used: number;
    readonly remain: number;
  };
  readonly rate_limit?: RateLimit;
  /** For a third-party platform that calls on the account's behalf. */
  readonly component_rate_limit?: RateLimit;
}

export interface RateLimit {
  readonly call_count: number;
  readonly refresh_second: number;
}

/** One call that failed, as the platform saw it. */
export interface CallRecord {
  /** In seconds since the epoch. */
  readonly invoke_time: number;
  readonly cost_in_ms: number;
  /** The query; it holds the access token, and like both bodies what a follower may have written: not for logs. */
  readonly request_url: string;
  readonly request_body: string;
  readonly response_body: string;
  readonly client_ip?: string;
}

/**
 * Makes the day's quotas of all APIs whole again, and ends the pauses that they had caused. Ten times a month, then 48006:
 * for a person to do.
 *
 * @throws ApiError, ApiUnavailableError, ApiPausedError, AccessTokenError
 */
export async function clearQuota(api: AccountApi, appId: string): Promise<void> {
  await api.call('/cgi-bin/clear_quota', { body: { appid: appId } });
  await api.gate.lift();
}

/**
 * {@link clearQuota} for when the quota of access tokens is used up, too. They share the ten times.
 *
 * @param gate the account's, whose pauses end
 * @throws ApiError, ApiUnavailableError
 */
export async function clearQuotaBySecret(
  client: ApiClient,
  { appId, appSecret }: Credentials,
  gate: ApiGate,
): Promise<void> {
  const credentials = { appid: appId, appsecret: appSecret };
  // The platform's pages differ in where these belong.
  await client.call('/cgi-bin/clear_quota/v2', { query: credentials, body: credentials });
  await gate.lift();
}

/**
 * @param cgiPath the API's, such as `/cgi-bin/user/info`; those of `/sns` have no quota that could be asked for (76022)
 * @throws ApiError (76021 for what is no API), ApiUnavailableError, ApiPausedError, AccessTokenError
 * @see https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/openApi/get_api_quota.html
 */
export async function fetchQuota(api: AccountApi, cgiPath: string): Promise<ApiQuota> {
  const path = '/cgi-bin/openapi/quota/get';
  const answer = await api.call(path, { body: { cgi_path: cgiPath } });
  if (isApiQuota(answer)) return answer;
  throw new ApiUnavailableError('api_unreadable', path, 'expected quota with daily_limit, used and remain');
}

/**
 * What the platform has noted of a failed call.
 *
 * @param rid of this account's call within the last seven days, as {@link ApiError.rid} has it; else 76001
 * @throws ApiError, ApiUnavailableError, ApiPausedError, AccessTokenError
 * @see https://developers.weixin.qq.com/doc/offiaccount/openApi/get_rid_info.html
 */
export async function fetchCallRecord(api: AccountApi, rid: string): Promise<CallRecord> {
  const path = '/cgi-bin/openapi/rid/get';
  const { request } = await api.call(path, { body: { rid } });
  if (isCallRecord(request)) return request;
  throw new ApiUnavailableError('api_unreadable', path, 'expected request with request_url and response_body');
}

/** These and the next look at what decides; for the rest the platform's documentation is trusted. */
function isApiQuota(answer: ApiAnswer): answer is ApiAnswer & ApiQuota {
  const { quota } = answer;
  return isObject(quota) && [quota.daily_limit, quota.used, quota.remain].every(count => typeof count === 'number');
}

function isCallRecord(request: unknown): request is CallRecord {
  return isObject(request) && typeof request.request_url === 'string' && typeof request.response_body === 'string';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
