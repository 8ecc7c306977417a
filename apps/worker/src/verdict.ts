import { backoffMilliseconds } from '@wechat-pipeline/jobs';
import { DependencyAwayError } from '@wechat-pipeline/service';
import {
  AccessTokenError,
  ApiError,
  ApiPausedError,
  ApiRequestError,
  ApiUnavailableError,
  errorAction,
  pauseMilliseconds,
} from '@wechat-pipeline/wechat-core';
import { HandlerStoppedError, NoSuchHandlerError } from './handler-errors.js';
import { NobodyWaitsError } from './pass-on.js';
import { NoSuchAccountError } from './worker-accounts.js';

/**
 * What becomes of a job that did not succeed:
 * - `wait`: it is not its fault; it comes back after that time and has lost no attempt;
 * - `retry`: it comes back after its backoff, as long as it has attempts;
 * - `fail`: for good; trying again would change nothing.
 */
export type Verdict =
  | { readonly outcome: 'wait'; readonly milliseconds: number }
  | { readonly outcome: 'retry' | 'fail' };

/** Of a BullMQ job. */
interface Tries {
  /** How often it has been started, which makes the waits longer. */
  readonly attemptsStarted: number;
  /** How many attempts it has lost before this one. */
  readonly attemptsMade: number;
}

const MINUTE = 60_000;
/** An outage is probed for the first time after this, and at least so often. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = MINUTE / 2;

export function verdictOn(error: unknown, job: Tries): Verdict {
  if (error instanceof ApiPausedError) return waitApart(error.until - Date.now());
  if (error instanceof ApiError) return verdictOnErrcode(error, job);
  // Somebody has to put it back; a file that was saved half done is mended within minutes.
  if (error instanceof NoSuchAccountError) return waitApart(10 * MINUTE);
  // A worker that was started before its module was there is soon replaced.
  if (error instanceof NoSuchHandlerError) return waitApart(MINUTE);
  if (error instanceof NobodyWaitsError) return waitApart(MINUTE / 4);
  // Until then its worker has gone, and does not take it itself.
  if (error instanceof HandlerStoppedError) return wait(FIRST_WAIT);
  if (error instanceof ApiRequestError) return { outcome: 'fail' };
  // Perhaps only one follower's data makes the answer unreadable, and the others should not wait for that for ever.
  if (error instanceof ApiUnavailableError && error.code === 'api_unreadable' && !isOfToken(error)) {
    return { outcome: 'retry' };
  }
  // A platform that cannot be reached is no platform that is busy (-1): an outage of an hour costs no attempt.
  if (
    error instanceof ApiUnavailableError ||
    error instanceof AccessTokenError ||
    error instanceof DependencyAwayError
  ) {
    return wait(Math.min(LONGEST_WAIT, backoffMilliseconds(job.attemptsStarted, FIRST_WAIT)));
  }
  return { outcome: 'retry' };
}

function verdictOnErrcode({ path, errcode }: ApiError, { attemptsMade }: Tries): Verdict {
  const action = errorAction(errcode, path);
  const pause = pauseMilliseconds(action);
  if (pause !== undefined) return waitApart(pause);
  switch (action) {
    case 'retry':
      return { outcome: 'retry' };
    case 'retry-once':
      return { outcome: attemptsMade === 0 ? 'retry' : 'fail' };
    default:
      // What cannot be done lies in the failed set, with its reason, where others would drop it: also who is no follower,
      // since that is the answer to another account's AppID, too. `refresh-token` has been tried with a new token before
      // it comes here; `done` is for the function that asked, and means nothing to a job that did not.
      return { outcome: 'fail' };
  }
}

function isOfToken({ path }: { readonly path: string }): boolean {
  return path.endsWith('token');
}

/** Not all of those that wait for the same moment come back in it. */
function waitApart(milliseconds: number): Verdict {
  return wait(milliseconds + Math.random() * Math.min(MINUTE, milliseconds / 4));
}

function wait(milliseconds: number): Verdict {
  return { outcome: 'wait', milliseconds: Math.max(0, Math.round(milliseconds)) };
}
