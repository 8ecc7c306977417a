export { type AccessToken, type AccessTokenOptions, createAccessToken } from './api/access-token.js';
export { type AccountApi, createAccountApi } from './api/account-api.js';
export {
  type ApiAnswer,
  type ApiCall,
  type ApiClient,
  type ApiClientOptions,
  type ApiRequest,
  openApiClient,
} from './api/client.js';
export { ERROR_POLICY, type ErrorAction, errorAction, untilMidnightInShanghai } from './api/error-policy.js';
export * from './api/token-cache.js';
export { fetchUserInfo, type UserInfo } from './api/user-info.js';
export { type AesKey, decrypt, encrypt, parseEncodingAesKey } from './encryption.js';
export * from './errors.js';
export { KINDS, type KnownKind } from './kinds/index.js';
export {
  createNonceGuard,
  type Delivery,
  type NonceGuard,
  type NonceGuardOptions,
  nonceSeconds,
} from './nonce-guard.js';
export {
  nonceReused,
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
export { subjectOf } from './subject.js';
export type { PushQuery, SignatureSecrets } from './verify-signature.js';
export { type PushFormat, writeReply } from './write-reply.js';
export { cdata, type XmlFields, type XmlValue } from './xml.js';
