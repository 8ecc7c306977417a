import { UnverifiedPushError } from './errors.js';
import { parsePush } from './parse-push.js';
import type { Push } from './push.js';
import { isSignedBy } from './signature.js';

/** What the account's owner set in WeChat's console, as far as it tells a genuine push. */
export interface PushSecrets {
  readonly token: string;
  /** A push signed longer ago, or further ahead, is refused; 0 turns that off. */
  readonly timestampToleranceSeconds: number;
}

/** The query as an HTTP server parses it: a parameter that is repeated comes as a list. */
export type PushQuery = Readonly<Record<string, unknown>>;

/**
 * Opens a push: verifies it, then parses it. Nothing else makes a {@link Push} out of a request.
 *
 * @param now milliseconds since the epoch
 * @throws UnverifiedPushError before the body is looked at
 * @throws MalformedPushError
 */
export function openPush(query: PushQuery, body: string, secrets: PushSecrets, now = Date.now()): Push {
  verifyQuery(query, secrets, now);
  return parsePush(body);
}

/**
 * Answers the handshake that WeChat makes when the address is saved in its console: `echostr`, verbatim.
 *
 * @throws UnverifiedPushError
 */
export function openHandshake(query: PushQuery, secrets: PushSecrets, now = Date.now()): string {
  verifyQuery(query, secrets, now);
  return parameter(query, 'echostr');
}

/** Checks the signature over token, timestamp and nonce, and the timestamp's age. Throws {@link UnverifiedPushError}. */
export function verifyQuery(query: PushQuery, secrets: PushSecrets, now = Date.now()): void {
  if (Object.values(query).some(value => typeof value !== 'string')) {
    throw new UnverifiedPushError('query_repeated', 'expected each query parameter once, got one repeatedly');
  }
  const timestamp = parameter(query, 'timestamp');
  if (!isSignedBy(parameter(query, 'signature'), secrets.token, timestamp, parameter(query, 'nonce'))) {
    throw new UnverifiedPushError(
      'signature_mismatch',
      'the signature is not that of this token: is the token in WeChat’s console the same as WECHAT_TOKEN?',
    );
  }
  if (!/^\d{1,10}$/.test(timestamp)) {
    throw new UnverifiedPushError('timestamp_malformed', 'expected timestamp in whole seconds since the epoch');
  }
  const ageSeconds = Math.floor(now / 1_000) - Number(timestamp);
  const tolerance = secrets.timestampToleranceSeconds;
  if (tolerance > 0 && Math.abs(ageSeconds) > tolerance) {
    throw new UnverifiedPushError(
      'timestamp_stale',
      `signed ${Math.abs(ageSeconds)} s ${ageSeconds > 0 ? 'ago' : 'ahead'}, at most ${tolerance} s are allowed: is this clock right?`,
    );
  }
}

function parameter(query: PushQuery, name: string): string {
  const value = query[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new UnverifiedPushError('query_missing', `expected the query parameter ${name}, got none`);
}
