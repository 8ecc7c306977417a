import { UnverifiedPushError } from './errors.js';
import { isSignedBy } from './signature.js';

/** The query as an HTTP server parses it: a parameter that is repeated comes as a list. */
export type PushQuery = Readonly<Record<string, unknown>>;

export interface SignatureSecrets {
  /** The token typed into WeChat's console and, while it is being changed, the one before. */
  readonly tokens: readonly string[];
  /** A push signed longer ago, or further ahead, is refused; 0 turns that off. */
  readonly timestampToleranceSeconds: number;
}

/**
 * Checks that the query's parameter `name` signs timestamp, nonce and `parts`, and the timestamp's age. Returns the token
 * that it was signed with; throws {@link UnverifiedPushError}.
 *
 * @param now milliseconds since the epoch
 */
export function verifySignature(
  name: 'signature' | 'msg_signature',
  query: PushQuery,
  parts: readonly string[],
  secrets: SignatureSecrets,
  now: number,
): string {
  const signature = parameter(query, name);
  const timestamp = parameter(query, 'timestamp');
  const nonce = parameter(query, 'nonce');
  const token = secrets.tokens.find(candidate => isSignedBy(signature, candidate, timestamp, nonce, ...parts));
  if (token === undefined) {
    throw new UnverifiedPushError(
      'signature_mismatch',
      `${name} is not that of this token: is it the one in WeChat’s console?`,
    );
  }
  verifyAge(timestamp, secrets.timestampToleranceSeconds, now);
  verifyNonce(nonce);
  return token;
}

function verifyAge(timestamp: string, tolerance: number, now: number): void {
  if (!/^\d{1,10}$/.test(timestamp)) {
    throw new UnverifiedPushError('timestamp_malformed', 'expected timestamp in whole seconds since the epoch');
  }
  const ageSeconds = Math.floor(now / 1_000) - Number(timestamp);
  if (tolerance > 0 && Math.abs(ageSeconds) > tolerance) {
    throw new UnverifiedPushError(
      'timestamp_stale',
      `signed ${Math.abs(ageSeconds)} s ${ageSeconds > 0 ? 'ago' : 'ahead'}, at most ${tolerance} s are allowed: is this clock right?`,
    );
  }
}

/** WeChat's are numbers of ten digits. They become keys, so their length and characters are bounded. */
function verifyNonce(nonce: string): void {
  if (!/^[!-~]{1,128}$/.test(nonce)) {
    throw new UnverifiedPushError('nonce_malformed', 'expected nonce to be 1 to 128 visible ASCII characters');
  }
}

/** The parameter's value. Throws {@link UnverifiedPushError} if there is none, or any parameter is repeated. */
export function parameter(query: PushQuery, name: string): string {
  const value = query[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new UnverifiedPushError('query_missing', `expected the query parameter ${name}, got none`);
}

/** Throws {@link UnverifiedPushError} if any parameter is repeated: which of them would the signature be of? */
export function refuseRepetition(query: PushQuery): void {
  for (const name in query) {
    if (typeof query[name] === 'string') continue;
    throw new UnverifiedPushError('query_repeated', 'expected each query parameter once, got one repeatedly');
  }
}
