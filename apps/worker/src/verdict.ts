import { backoffMilliseconds } from '@wechat-pipeline/jobs';
import {
  AccessTokenError,
  ApiError,
  ApiUnavailableError,
  errorAction,
  untilMidnightInShanghai,
} from '@wechat-pipeline/wechat-core';
import { DependencyAwayError } from './dependency-away-error.js';

/**
 * What becomes of a job that did not succeed:
 * - `wait`: it is not its fault; it comes back after that time and has lost no attempt;
 * - `retry`: it comes back after its backoff, as long as it has attempts;
 * - `fail`: for good; trying again would change nothing.
 */
export type Verdict =
  | { readonly outcome: 'wait'; readonly milliseconds: number }
  | { readonly outcome: 'retry' | 'fail' };

const MINUTE = 60_000;
/** An outage is probed for the first time after this, and at least so often. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = MINUTE / 2;

/** @param started how often the job has been started, which makes the waits longer */
export function verdictOn(error: unknown, started: number): Verdict {
  if (error instanceof ApiError) return verdictOnErrcode(error);
  // Perhaps only one follower's data makes the answer unreadable, and the others should not wait for that for ever.
  if (error instanceof ApiUnavailableError && error.code === 'api_unreadable' && !isOfToken(error)) {
    return { outcome: 'retry' };
  }
  if (
    error instanceof ApiUnavailableError ||
    error instanceof AccessTokenError ||
    error instanceof DependencyAwayError
  ) {
    return wait(Math.min(LONGEST_WAIT, backoffMilliseconds(started, FIRST_WAIT)));
  }
  return { outcome: 'retry' };
}

function verdictOnErrcode({ path, errcode }: ApiError): Verdict {
  const action = errorAction(errcode);
  switch (action) {
    case 'pause-day':
      return wait(untilMidnightInShanghai() + spread(MINUTE));
    case 'pause-minute':
      return wait(MINUTE + spread(MINUTE / 4));
    case 'pause-account':
      return wait(MINUTE);
    case 'pause-address':
      return wait(10 * MINUTE);
    case 'refresh-token':
      // From the token's own endpoint: the AppSecret is wrong. From elsewhere: refused with a new token, too.
      return isOfToken({ path }) ? wait(MINUTE) : { outcome: 'retry' };
    case 'retry':
      return { outcome: 'retry' };
    default:
      return { outcome: 'fail' };
  }
}

function isOfToken({ path }: { readonly path: string }): boolean {
  return path.endsWith('token');
}

function wait(milliseconds: number): Verdict {
  return { outcome: 'wait', milliseconds: Math.round(milliseconds) };
}

function spread(milliseconds: number): number {
  return Math.random() * milliseconds;
}
