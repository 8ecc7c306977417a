// `@wechat-pipeline/wechat-core/api`: the server API.
export { type AccessToken, type AccessTokenOptions, createAccessToken } from '../api/access-token.js';
export { type AccountApi, createAccountApi } from '../api/account-api.js';
export {
  type ApiAnswer,
  type ApiCall,
  type ApiClient,
  type ApiClientOptions,
  type ApiRequest,
  openApiClient,
} from '../api/client.js';
export { ERROR_POLICY, type ErrorAction, errorAction, untilMidnightInShanghai } from '../api/error-policy.js';
export * from '../api/token-cache.js';
export { fetchUserInfo, type UserInfo } from '../api/user-info.js';
