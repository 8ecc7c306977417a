import type { Push, PushOf } from '@wechat-pipeline/wechat-core';

/**
 * The kinds of push that become jobs; each has a queue of its name, and a handler in the worker.
 *
 * To rename a kind, let the worker keep the old name's handler until the old queue is empty.
 */
export const JOB_KINDS = ['subscribe', 'unsubscribe', 'view'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/** A push as it waits in a job. */
export type JobPush<K extends JobKind = JobKind> = PushOf<K> & {
  readonly appId: string;
  /** When the ingress received it, in milliseconds since the epoch; no two pushes of a follower share it. */
  readonly receivedAt: number;
};

/** One push when there is little to do, up to {@link MAX_PUSHES_A_JOB} of one kind under load. */
export interface JobData<K extends JobKind = JobKind> {
  readonly pushes: readonly JobPush<K>[];
}

/** `user/info/batchget` takes as many OpenIDs. */
export const MAX_PUSHES_A_JOB = 100;

export function isJobKind(kind: string): kind is JobKind {
  return (JOB_KINDS as readonly string[]).includes(kind);
}

export function isPushForJob(push: Push): push is PushOf<JobKind> {
  return isJobKind(push.kind);
}
