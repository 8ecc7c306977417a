import type { Api } from '../api.js';
import { callbackCheck } from './callback-check.js';
import { clearQuota } from './clear-quota.js';
import { clearQuotaV2 } from './clear-quota-v2.js';
import { getApiDomainIp } from './get-api-domain-ip.js';
import { getcallbackip } from './getcallbackip.js';
import { messageCustomSend } from './message-custom-send.js';
import { messageCustomTyping } from './message-custom-typing.js';
import { openapiQuotaGet } from './openapi-quota-get.js';
import { openapiRidGet } from './openapi-rid-get.js';
import { snsAccessToken } from './sns-access-token.js';
import { snsAuth } from './sns-auth.js';
import { snsRefreshToken } from './sns-refresh-token.js';
import { snsUserinfo } from './sns-userinfo.js';
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
  openapiRidGet,
  clearQuotaV2,
  callbackCheck,
  getcallbackip,
  getApiDomainIp,
  messageCustomSend,
  messageCustomTyping,
  snsAccessToken,
  snsRefreshToken,
  snsUserinfo,
  snsAuth,
];
