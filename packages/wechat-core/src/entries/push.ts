// `@wechat-pipeline/wechat-core/push`: from a request to a push. Reaches nothing that speaks HTTP.
export { type AesKey, decrypt, encrypt, parseEncodingAesKey } from '../encryption.js';
export { KINDS, type KnownKind } from '../kinds/index.js';
export {
  createNonceGuard,
  type Delivery,
  type NonceGuard,
  type NonceGuardOptions,
  nonceSeconds,
} from '../nonce-guard.js';
export {
  nonceReused,
  type OpenedPush,
  openHandshake,
  openPush,
  type PushMode,
  type PushSecrets,
  type SealedReply,
  verifyQuery,
} from '../open-push.js';
export * from '../push.js';
export { pushId } from '../push-id.js';
export { isSignedBy, sign } from '../signature.js';
export { subjectOf } from '../subject.js';
export type { PushQuery, SignatureSecrets } from '../verify-signature.js';
export type { XmlFields, XmlValue } from '../xml.js';
