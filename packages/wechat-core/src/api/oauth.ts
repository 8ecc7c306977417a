import { ApiError, ApiRequestError, ApiUnavailableError } from '../errors.js';
import type { ApiAnswer, ApiClient } from './client.js';
import type { Credentials } from './credentials.js';
import { errorAction } from './error-policy.js';
import { callSns } from './sns.js';

/** What a code of the web authorization is worth. */
export type OAuthGrant = VisitorGrant | SnapshotGrant;

/** Somebody, who may follow the account or not, and who has this OpenID with it in either case. */
export interface VisitorGrant {
  readonly kind: 'visitor';
  readonly openid: string;
  readonly unionid?: string;
  readonly scope: readonly string[];
  /** For `fetchVisitorInfo`; nothing else takes it, and it is a secret. */
  readonly access_token: string;
  /** When that token expires, two hours after it was issued; in milliseconds since the epoch. */
  readonly expiresAt: number;
  /** For {@link refreshGrant}, for 30 days. A secret. */
  readonly refresh_token: string;
}

/**
 * A page that WeChat shows as a snapshot, because nobody asked for the authorization: nobody is there. The ID is made up
 * for this view and never comes again, so it must not be stored, nor compared with a follower's. Ask the person to tap
 * “使用完整服务”, and authorize anew.
 */
export interface SnapshotGrant {
  readonly kind: 'snapshot';
  readonly virtualOpenid: string;
}

/**
 * Exchanges the code that the browser came back with. It works once, within five minutes; WeChat's client may load the
 * page twice, for which there is `createCodeExchanger`.
 *
 * @throws RestartOAuthError for a code that is unknown, used or too old
 * @throws ApiError, ApiUnavailableError
 * @see https://developers.weixin.qq.com/doc/service/api/webdev/access/api_snsaccesstoken
 */
export async function exchangeCode(
  client: ApiClient,
  { appId, appSecret }: Credentials,
  code: string,
  now: () => number = Date.now,
): Promise<OAuthGrant> {
  if (code === '') throw new ApiRequestError('request_empty', 'expected the code from the callback, got an empty one');
  const path = '/sns/oauth2/access_token';
  const query = { appid: appId, secret: appSecret, code, grant_type: 'authorization_code' };
  const answer = await callSns(client, path, query);
  // Told here and nowhere else. Whatever stands there but a 0, the safe side is not to take them for somebody.
  if (answer.is_snapshotuser !== undefined && answer.is_snapshotuser !== 0) {
    return { kind: 'snapshot', virtualOpenid: filled(path, answer, 'openid') };
  }
  return visitorGrant(path, answer, now());
}

/**
 * A grant with two more hours. Snapshots have none: the answer would not tell that they are such.
 *
 * @throws RestartOAuthError for a refresh token that is unknown, too old or revoked
 * @throws ApiError, ApiUnavailableError
 */
export async function refreshGrant(
  client: ApiClient,
  appId: string,
  grant: VisitorGrant,
  now: () => number = Date.now,
): Promise<VisitorGrant> {
  const path = '/sns/oauth2/refresh_token';
  const query = { appid: appId, grant_type: 'refresh_token', refresh_token: grant.refresh_token };
  const refreshed = visitorGrant(path, await callSns(client, path, query), now());
  if (refreshed.openid !== grant.openid) throw unreadable(path, 'the same openid as before');
  return { ...(grant.unionid !== undefined && { unionid: grant.unionid }), ...refreshed };
}

/** Whether a grant's access token still serves. */
export async function isGrantValid(client: ApiClient, { access_token, openid }: VisitorGrant): Promise<boolean> {
  try {
    await callSns(client, '/sns/auth', { access_token, openid });
    return true;
  } catch (error) {
    const action = error instanceof ApiError ? errorAction(error.errcode) : undefined;
    if (action === 'not-follower' || action === 'refresh-token') return false;
    throw error;
  }
}

function visitorGrant(path: string, answer: ApiAnswer, now: number): VisitorGrant {
  const { unionid, expires_in: expiresIn } = answer;
  if (typeof expiresIn !== 'number' || !(expiresIn > 0)) throw unreadable(path, 'expires_in');
  return {
    kind: 'visitor',
    openid: filled(path, answer, 'openid'),
    ...(typeof unionid === 'string' && unionid !== '' && { unionid }),
    scope: filled(path, answer, 'scope').split(','),
    access_token: filled(path, answer, 'access_token'),
    expiresAt: now + expiresIn * 1_000,
    refresh_token: filled(path, answer, 'refresh_token'),
  };
}

function filled(path: string, answer: ApiAnswer, name: string): string {
  const value = answer[name];
  if (typeof value === 'string' && value !== '') return value;
  throw unreadable(path, name);
}

function unreadable(path: string, expected: string): ApiUnavailableError {
  return new ApiUnavailableError('api_unreadable', path, `expected ${expected}`);
}
