import { createAdaptiveLimit, type Ending, type Failure, groupCommit } from '@wechat-pipeline/service';
import {
  type AccountApi,
  ApiError,
  ApiUnavailableError,
  errorAction,
  fetchUserInfo,
  type UserInfo,
} from '@wechat-pipeline/wechat-core';
import type { InFlightMetrics } from './in-flight-metrics.js';

/** What the platform told of a follower when it was asked at that time, or its word that there is no such follower. */
export type Answer = { readonly info: UserInfo; readonly askedAt: Date } | ApiError;

/** Asks the platform about an account’s followers, for all jobs that are at work at the same time. */
export interface Inquiry {
  /**
   * Tells of each of these OpenIDs. An answer is never older than the question: whoever asks for an OpenID while a call about it is under
   * way waits for the next.
   *
   * @throws ApiError, ApiUnavailableError, AccessTokenError, ApiPausedError for what concerns a call and not one OpenID
   */
  ask(openids: readonly string[]): Promise<ReadonlyMap<string, Answer>>;
}

/** `batchget` takes up to 100 OpenIDs. */
const MOST_OPENIDS = 100;
/** Up to so many are asked for singly. */
const FEW_OPENIDS = 2;
/** So many calls are under way at most. */
const MOST_CALLS = 32;
/** Of so many calls under way one is a batch: then the next one waits until it is full, or one of them has ended. */
const EAGER_CALLS = 4;
/** A call that takes less than this is not slow, in milliseconds. */
const PATIENCE_MILLISECONDS = 500;

/** Gives each account its inquiry, for as long as that has the same server API. */
export function openInquiries(metrics: InFlightMetrics): (appId: string, api: AccountApi) => Inquiry {
  const inquiries = new WeakMap<AccountApi, Inquiry>();
  return (appId, api) => {
    let inquiry = inquiries.get(api);
    if (inquiry === undefined) {
      inquiry = openInquiry(appId, api, metrics);
      inquiries.set(api, inquiry);
    }
    return inquiry;
  };
}

function openInquiry(appId: string, api: AccountApi, metrics: InFlightMetrics): Inquiry {
  const limit = createAdaptiveLimit({ most: MOST_CALLS, patienceMilliseconds: PATIENCE_MILLISECONDS });
  const observed: AccountApi = {
    gate: api.gate,
    async call(path, request) {
      const end = limit.begin(path);
      try {
        const answer = await api.call(path, request);
        end('answered');
        return answer;
      } catch (error) {
        end(endingOf(error));
        throw error;
      }
    },
  };
  metrics.limitQuestions(appId, limit);

  let batches = 0;
  /** A full call gains nothing by waiting; and while all are asked for singly, there is not enough to do for anybody to wait. */
  function atOnce(waiting: number): number {
    const isEager = waiting < MOST_OPENIDS && batches > 0;
    return isEager ? Math.min(EAGER_CALLS, limit.current) : limit.current;
  }

  async function put(openids: readonly string[]): Promise<ReadonlyMap<string, UserInfo | ApiError>> {
    if (openids.length <= FEW_OPENIDS) return fetchUserInfo(observed, openids);
    batches += 1;
    try {
      return await fetchUserInfo(observed, openids);
    } finally {
      batches -= 1;
    }
  }

  const ask = groupCommit<string, Answer>(
    {
      most: MOST_OPENIDS,
      atOnce,
      onFailure: failureOf,
    },
    async openids => {
      metrics.asked(openids.length);
      const askedAt = new Date();
      const answers = await put(openids);
      return openids.map(openid => {
        const answer = answers.get(openid)!;
        return answer instanceof ApiError ? answer : { info: answer, askedAt };
      });
    },
  );
  return {
    async ask(openids) {
      const unique = [...new Set(openids)];
      const answers = await ask(unique);
      return new Map(unique.map((openid, index) => [openid, answers[index]!]));
    },
  };
}

/** What nobody was asked says nothing of the platform, nor does a pause, which the gate heeds. */
function endingOf(error: unknown): Ending {
  if (error instanceof ApiError) return errorAction(error.errcode, error.path) === 'retry' ? 'trouble' : 'answered';
  if (!(error instanceof ApiUnavailableError)) return 'unsent';
  return error.code === 'api_unreadable' ? 'answered' : 'trouble';
}

/**
 * An outage, a pause, a token that is refused or a platform that is busy is of all who ask. Any other refusal, and an answer that cannot be read,
 * may be owed to one OpenID, and must not cost others an attempt.
 */
function failureOf(error: unknown): Failure {
  if (error instanceof ApiUnavailableError) return error.code === 'api_unreadable' ? 'one' : 'group';
  if (!(error instanceof ApiError)) return 'group';
  switch (errorAction(error.errcode, error.path)) {
    case 'retry':
    case 'refresh-token':
    case 'pause-account':
    case 'pause-address':
    case 'pause-day':
    case 'pause-minute':
      return 'group';
    default:
      return 'one';
  }
}
