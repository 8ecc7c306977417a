export { type AccessToken, type AccessTokenOptions, createAccessToken } from './api/access-token.js';
export { type AccountApi, createAccountApi } from './api/account-api.js';
export { type ApiGate, type ApiGateOptions, createApiGate } from './api/api-gate.js';
export { type AuthorizeOptions, authorizeUrl } from './api/authorize-url.js';
export * from './api/callback.js';
export {
  type ApiAnswer,
  type ApiCall,
  type ApiClient,
  type ApiClientOptions,
  type ApiRequest,
  openApiClient,
} from './api/client.js';
export { type CodeExchanger, type CodeExchangerOptions, createCodeExchanger } from './api/code-exchanger.js';
export type { Credentials } from './api/credentials.js';
export * from './api/customer-message.js';
export {
  ERROR_POLICY,
  type ErrorAction,
  errorAction,
  isAlarming,
  pauseMilliseconds,
  untilMidnightInShanghai,
} from './api/error-policy.js';
export * from './api/grant-store.js';
export * from './api/oauth.js';
export * from './api/pause-store.js';
export * from './api/quota.js';
export * from './api/token-cache.js';
export { fetchUserInfo, type UserInfo } from './api/user-info.js';
export { fetchVisitorInfo, type VisitorInfo } from './api/visitor-info.js';
export { type AesKey, decrypt, encrypt, parseEncodingAesKey } from './encryption.js';
export * from './errors.js';
export {
  type OpenedPush,
  openHandshake,
  openPush,
  type PushMode,
  type PushSecrets,
  type SealedReply,
  verifyQuery,
} from './open-push.js';
export * from './push.js';
export { pushId } from './push-id.js';
export * from './reply.js';
export { isSignedBy, sign } from './signature.js';
export type { PushQuery, SignatureSecrets } from './verify-signature.js';
export { type PushFormat, writeReply } from './write-reply.js';
export { cdata, type XmlFields, type XmlValue } from './xml.js';
