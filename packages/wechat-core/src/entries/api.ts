// `@wechat-pipeline/wechat-core/api`: the server API.
export { type AccessToken, type AccessTokenOptions, createAccessToken } from '../api/access-token.js';
export { type AccountApi, createAccountApi } from '../api/account-api.js';
export { type ApiGate, type ApiGateOptions, createApiGate } from '../api/api-gate.js';
export { type AuthorizeOptions, authorizeUrl } from '../api/authorize-url.js';
export * from '../api/blacklist.js';
export * from '../api/callback.js';
export {
  type ApiAnswer,
  type ApiCall,
  type ApiClient,
  type ApiClientOptions,
  type ApiRequest,
  openApiClient,
} from '../api/client.js';
export { type CodeExchanger, type CodeExchangerOptions, createCodeExchanger } from '../api/code-exchanger.js';
export type { Credentials } from '../api/credentials.js';
export * from '../api/customer-message.js';
export {
  ERROR_POLICY,
  type ErrorAction,
  errorAction,
  isAlarming,
  pauseMilliseconds,
  untilMidnightInShanghai,
} from '../api/error-policy.js';
export { followers } from '../api/followers.js';
export * from '../api/grant-store.js';
export * from '../api/menu.js';
export * from '../api/oauth.js';
export { type OpenidPage, openidsOf, type WalkOptions } from '../api/openid-pages.js';
export * from '../api/pause-store.js';
export * from '../api/quota.js';
export { updateRemark } from '../api/remark.js';
export * from '../api/tags.js';
export * from '../api/token-cache.js';
export { fetchUserInfo, type UserInfo } from '../api/user-info.js';
export { fetchVisitorInfo, type VisitorInfo } from '../api/visitor-info.js';
