import { type AesKey, type Decrypted, decryptMessage, encrypt } from './encryption.js';
import { readEnvelope } from './envelope.js';
import { UnverifiedPushError } from './errors.js';
import { type Delivery, deliveryOf, type NonceGuard } from './nonce-guard.js';
import { parsePush } from './parse-push.js';
import type { Push } from './push.js';
import type { Reply } from './reply.js';
import { validateSecrets } from './validate-secrets.js';
import {
  type PushQuery,
  parameter,
  refuseRepetition,
  type SignatureSecrets,
  verifySignature,
} from './verify-signature.js';
import { type PushFormat, writeReply } from './write-reply.js';
import { writeSealed } from './write-sealed.js';

export type PushMode = 'plaintext' | 'compatibility' | 'security';

/** What the account's owner set in WeChat's console, as far as it tells a genuine push. */
export interface PushSecrets extends SignatureSecrets {
  /** The weakest mode in which pushes are taken, whatever a request says of itself. */
  readonly mode: PushMode;
  /** Needed for compatibility and security mode. */
  readonly encryption?: EncryptionSecrets;
  /** The account's original ID, `gh_…`; a push to another account is refused. */
  readonly originalId?: string;
  /** Refuses a nonce that has come with another body. Processes that share an account look at `delivery` together instead. */
  readonly nonces?: NonceGuard;
}

interface EncryptionSecrets {
  readonly appId: string;
  /** The current key and, while it is being changed, the one before. */
  readonly aesKeys: readonly AesKey[];
}

/** A push that is verified and read. */
export interface OpenedPush {
  readonly push: Push;
  /** By which a guard that several processes share tells a replay. */
  readonly delivery: Delivery;
  /**
   * A reply as it goes into the response: to the sender, in the format in which the push came, and encrypted if the push
   * was. (`success` never is.)
   */
  seal(reply: Reply): SealedReply;
}

export interface SealedReply {
  readonly contentType: 'text/xml' | 'application/json';
  readonly body: string;
}

/**
 * Opens a push: verifies it, decrypts it if it is encrypted, then parses it. Nothing else makes a {@link Push} out of a
 * request.
 *
 * @param now milliseconds since the epoch
 * @throws UnverifiedPushError before anything of the push is believed
 * @throws MalformedPushError
 */
export function openPush(query: PushQuery, body: string, secrets: PushSecrets, now = Date.now()): OpenedPush {
  validateSecrets(secrets);
  refuseRepetition(query);
  const { encryption } = secrets;
  const opened =
    query.encrypt_type === 'aes' && encryption !== undefined
      ? openEncrypted(query, body, encryption, secrets, now)
      : openPlaintext(query, body, secrets, now);
  if (secrets.originalId !== undefined && opened.push.toUserName !== secrets.originalId) {
    throw new UnverifiedPushError('receiver_mismatch', 'expected a push to this account, got one to another');
  }
  return opened;
}

/**
 * Answers the handshake that WeChat makes when the address is saved in its console: `echostr`, verbatim. It is signed as
 * plaintext pushes are, in every mode.
 *
 * @throws UnverifiedPushError
 */
export function openHandshake(query: PushQuery, secrets: SignatureSecrets, now = Date.now()): string {
  verifyQuery(query, secrets, now);
  return parameter(query, 'echostr');
}

/** Checks the signature over token, timestamp and nonce, and the timestamp's age. Throws {@link UnverifiedPushError}. */
export function verifyQuery(query: PushQuery, secrets: SignatureSecrets, now = Date.now()): void {
  validateSecrets(secrets);
  refuseRepetition(query);
  verifySignature('signature', query, [], secrets, now);
}

function openPlaintext(query: PushQuery, body: string, secrets: PushSecrets, now: number): OpenedPush {
  if (secrets.mode !== 'plaintext') throw tooWeak(secrets.mode);
  verifySignature('signature', query, [], secrets, now);
  const format = formatOf(body);
  const delivery = admitted(query, body, secrets, now);
  const push = parsePush(body, format);
  return { push, delivery, seal: reply => sealed(writeReply(reply, push, format), format) };
}

function openEncrypted(
  query: PushQuery,
  body: string,
  { appId, aesKeys }: EncryptionSecrets,
  secrets: PushSecrets,
  now: number,
): OpenedPush {
  const format = formatOf(body);
  const envelope = readEnvelope(body, format);
  const token = verifySignature('msg_signature', query, [envelope.encrypt], secrets, now);
  if (secrets.mode === 'security' && envelope.hasPlainCopy) throw tooWeak(secrets.mode);
  const [{ message, bytes }, aesKey] = decryptWithAny(envelope.encrypt, aesKeys, appId);
  const delivery = admitted(query, bytes, secrets, now);
  const push = parsePush(message, formatOf(message));
  return {
    push,
    delivery,
    seal: reply => {
      const encrypted = encrypt(writeReply(reply, push, format), aesKey, appId);
      return sealed(writeSealed(encrypted, token, parameter(query, 'nonce'), format), format);
    },
  };
}

/** The delivery, if its nonce has not come with another document. */
function admitted(query: PushQuery, document: string | Uint8Array, { nonces }: PushSecrets, now: number): Delivery {
  const delivery = deliveryOf(parameter(query, 'timestamp'), parameter(query, 'nonce'), document);
  if (nonces?.admits(delivery, now) === false) throw nonceReused();
  return delivery;
}

/** What is thrown for a nonce that has come with another body; for guards that processes share, too. */
export function nonceReused(): UnverifiedPushError {
  return new UnverifiedPushError(
    'nonce_reused',
    'expected the body that this nonce has come with, got another: has somebody seen the push and signs a body of theirs with its query?',
  );
}

function decryptWithAny(encrypted: string, aesKeys: readonly AesKey[], appId: string): readonly [Decrypted, AesKey] {
  let failure: unknown;
  for (const aesKey of aesKeys) {
    try {
      return [decryptMessage(encrypted, aesKey, appId), aesKey];
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

function sealed(body: string, format: PushFormat): SealedReply {
  return { contentType: format === 'json' ? 'application/json' : 'text/xml', body };
}

function formatOf(document: string): PushFormat {
  if (document.startsWith('<')) return 'xml';
  return /^\uFEFF?\s*\{/.test(document) ? 'json' : 'xml';
}

function tooWeak(mode: PushMode): UnverifiedPushError {
  return new UnverifiedPushError(
    'mode_too_weak',
    `expected a push in ${mode} mode, got one in a weaker mode: is that mode chosen in WeChat’s console?`,
  );
}
