import type { Api } from '../api.js';
import { clearQuota } from './clear-quota.js';
import { openapiQuotaGet } from './openapi-quota-get.js';
import { stableToken } from './stable-token.js';
import { token } from './token.js';
import { userGet } from './user-get.js';
import { userInfo } from './user-info.js';
import { userInfoBatchget } from './user-info-batchget.js';

export const apis: readonly Api[] = [
  token,
  stableToken,
  userInfo,
  userInfoBatchget,
  userGet,
  clearQuota,
  openapiQuotaGet,
];
