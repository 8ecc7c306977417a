import {
  enqueueAlone,
  JOB_OPTIONS,
  type JobData,
  type JobKind,
  type JobPush,
  type Queues,
  receivedPush,
  type SyncQueues,
  type SyncStore,
} from '@wechat-pipeline/jobs';
import type { Log } from '@wechat-pipeline/service';
import type { AccountApi } from '@wechat-pipeline/wechat-core';
import { type Job, UnrecoverableError } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Handler, HandlerContext, Setback } from './handlers/handler.js';
import type { Inquiry } from './inquiry.js';
import type { Outcome } from './metrics.js';
import { type Destinations, passOn } from './pass-on.js';
import { settle } from './settle.js';
import { verdictOn } from './verdict.js';
import { absentApi } from './worker-accounts.js';

export interface JobContext extends Omit<HandlerContext, 'appId' | 'inquiry'> {
  /** Each account's server API, by its AppID. */
  readonly accounts: { byAppId(appId: string): AccountApi | undefined };
  /** What asks an account’s server API about followers. */
  readonly inquiryOf: (appId: string, api: AccountApi) => Inquiry;
  readonly redis: Redis;
  readonly prefix: string;
  readonly queues: Queues;
  readonly destinations: Destinations;
  readonly syncs: SyncStore;
  readonly syncQueues: SyncQueues;
  readonly log: Log;
}

/**
 * Works one job off and tells how it ended; throws what BullMQ is to make of it. A push that fails leaves the job that
 * it came in: the others are done, it is tried again alone, and if it fails for good, it alone lies in the failed set.
 */
export async function processJob<K extends JobKind>(
  kind: K,
  handler: Handler<K>,
  job: Job<JobData<K>>,
  token: string | undefined,
  context: JobContext,
): Promise<Outcome> {
  const pushes = pushesOf(job);
  if (pushes.length === 0) throw new UnrecoverableError('expected job data { pushes: [...] }, got something else');
  const isAlone = pushes.length === 1;
  const appId = accountOf(pushes);
  if (appId === undefined) {
    await enqueueAlone(context.queues, kind, pushes);
    return 'split';
  }
  let setbacks: readonly Setback[];
  try {
    const api = context.accounts.byAppId(appId) ?? absentApi(appId);
    setbacks = await handler(pushes, { ...context, appId, inquiry: context.inquiryOf(appId, api) });
    if (isAlone && setbacks[0]) throw setbacks[0].error;
    const destinations = context.destinations(appId);
    if (destinations.length > 0) {
      const undone = new Set<JobPush>(setbacks.map(({ push }) => push));
      await passOn(pushes.filter(push => !undone.has(push)).map(receivedPush), destinations);
    }
  } catch (error) {
    const verdict = verdictOn(error, job);
    context.log.warn({ err: error, kind, job: job.id, pushes: pushes.length, verdict }, 'job not done');
    const isLastAttempt = verdict.outcome === 'fail' || job.attemptsMade + 1 >= (JOB_OPTIONS.attempts ?? 1);
    if (verdict.outcome !== 'wait' && !isAlone && isLastAttempt) {
      await enqueueAlone(context.queues, kind, pushes);
      return 'split';
    }
    return settle(verdict, error, job, token);
  }
  if (setbacks.length === 0) return 'done';
  for (const { push, error } of setbacks) {
    context.log.warn({ err: error, kind, job: job.id, push: push.receivedAt }, 'push is tried again alone');
  }
  await enqueueAlone(
    context.queues,
    kind,
    setbacks.map(({ push }) => push),
  );
  return 'split';
}

/** Takes a job apart that has failed as a whole, because it stalled too often: perhaps only one of its pushes kills workers. */
export async function giveUpJob<K extends JobKind>(
  kind: K,
  job: Job<JobData<K>>,
  { queues }: JobContext,
): Promise<void> {
  const pushes = pushesOf(job);
  if (pushes.length < 2) return;
  await enqueueAlone(queues, kind, pushes);
  await job.remove();
}

/** None, if somebody else put something else into the queue. */
function pushesOf<K extends JobKind>(job: Job<JobData<K>>): readonly JobPush<K>[] {
  const data: Partial<JobData<K>> | undefined = job.data;
  return Array.isArray(data?.pushes) ? data.pushes : [];
}

/** The AppID of the account that all of them are of; undefined if they are of several, which the ingress does not do. */
function accountOf(pushes: readonly JobPush[]): string | undefined {
  const appIds = new Set(pushes.map(({ appId }) => appId));
  return appIds.size === 1 ? pushes[0]?.appId : undefined;
}
