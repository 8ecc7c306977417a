import type { Api } from '../api.js';
import { clearQuota } from './clear-quota.js';
import { openapiQuotaGet } from './openapi-quota-get.js';
import { stableToken } from './stable-token.js';
import { token } from './token.js';
import { userGet } from './user-get.js';
import { userInfo } from './user-info.js';
import { userInfoBatchget } from './user-info-batchget.js';

/** The server APIs that are played, by their paths; also where a fault can be switched on and a quota be set. */
export const apis = {
  '/cgi-bin/token': token,
  '/cgi-bin/stable_token': stableToken,
  '/cgi-bin/user/info': userInfo,
  '/cgi-bin/user/info/batchget': userInfoBatchget,
  '/cgi-bin/user/get': userGet,
  '/cgi-bin/clear_quota': clearQuota,
  '/cgi-bin/openapi/quota/get': openapiQuotaGet,
} satisfies Readonly<Record<`/${string}`, Api>>;

export type ApiPath = keyof typeof apis;

// Object.keys tells the keys of this very object, but types them as any string.
export const apiPaths = Object.keys(apis) as readonly ApiPath[];

export function isApiPath(path: unknown): path is ApiPath {
  return apiPaths.some(known => known === path);
}
