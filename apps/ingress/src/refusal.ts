import { MalformedPushError, UnverifiedPushError } from '@wechat-pipeline/wechat-core/errors';
import { type PushQuery, type PushSecrets, verifyQuery } from '@wechat-pipeline/wechat-core/push';
import { IntakeError } from './intake.js';
import type { Outcome } from './metrics.js';

/** The answer to a request that came to nothing. It tells no more of the inside than WeChat's owner needs. */
export interface Refusal {
  readonly status: number;
  readonly text: string;
  readonly outcome: Outcome;
}

const BAD_TOKEN: Refusal = { status: 403, text: 'Bad Token!', outcome: 'bad_signature' };

/** What to answer when `error` came up while handling a request to WeChat's path. */
export function refusalOf(error: unknown, query: PushQuery, secrets: PushSecrets): Refusal {
  if (error instanceof UnverifiedPushError) return BAD_TOKEN;
  if (error instanceof MalformedPushError) return { status: 400, text: error.message, outcome: 'bad_push' };
  if (error instanceof IntakeError) return { status: 503, text: 'Service Unavailable', outcome: 'enqueue_error' };
  // What is left happened before the push was opened, and only WeChat is told what is wrong with its request.
  if (!isVerified(query, secrets)) return BAD_TOKEN;
  switch ((error as { statusCode?: number }).statusCode) {
    case 413:
      return { status: 413, text: 'expected a body of at most 256 KiB, got a larger one', outcome: 'too_large' };
    case 415:
      return {
        status: 415,
        text: 'expected the content type text/xml, or application/json where WECHAT_FORMAT is json, got another one',
        outcome: 'unsupported_type',
      };
    case 400:
      return { status: 400, text: 'expected a whole request, got a part of it', outcome: 'bad_push' };
    default:
      return { status: 500, text: 'Internal Server Error', outcome: 'internal_error' };
  }
}

function isVerified(query: PushQuery, secrets: PushSecrets): boolean {
  try {
    verifyQuery(query, secrets);
    return true;
  } catch {
    return false;
  }
}
