// `@wechat-pipeline/wechat-core/api`: the server API.
export { type AccessToken, type AccessTokenOptions, createAccessToken } from '../api/access-token.js';
export { type AccountApi, createAccountApi } from '../api/account-api.js';
export * from '../api/blacklist.js';
export {
  type ApiAnswer,
  type ApiCall,
  type ApiClient,
  type ApiClientOptions,
  type ApiRequest,
  openApiClient,
} from '../api/client.js';
export { ERROR_POLICY, type ErrorAction, errorAction, untilMidnightInShanghai } from '../api/error-policy.js';
export { followers } from '../api/followers.js';
export * from '../api/menu.js';
export { conditionalMenuProblems, menuProblems } from '../api/menu-limits.js';
export type {
  ClientPlatformType,
  ConditionalMenu,
  ConsoleButton,
  MatchRule,
  Menu,
  MenuButton,
  MenuButtonType,
  SelfMenu,
  SubMenu,
} from '../api/menu-shape.js';
export { normaliseMenu } from '../api/normalise-menu.js';
export { type OpenidPage, openidsOf, type WalkOptions } from '../api/openid-pages.js';
export { updateRemark } from '../api/remark.js';
export * from '../api/tags.js';
export * from '../api/token-cache.js';
export { fetchUserInfo, type UserInfo } from '../api/user-info.js';
