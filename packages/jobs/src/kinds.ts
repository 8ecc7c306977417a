import type { Push, PushKind, PushOf } from '@wechat-pipeline/wechat-core';

/**
 * The kinds of job, each with the kind of push that it is about; each has a queue of its name, and a handler in the worker.
 * A push that has the name of a job becomes one; a text becomes a suggestion where a rule says so.
 *
 * To rename a kind, let the worker keep the old name's handler until the old queue is empty.
 */
const PUSHES = {
  subscribe: 'subscribe',
  unsubscribe: 'unsubscribe',
  view: 'view',
  suggestion: 'text',
} as const satisfies Readonly<Record<string, PushKind>>;

export type JobKind = keyof typeof PUSHES;
// Sound: these are its keys.
export const JOB_KINDS = Object.keys(PUSHES) as readonly JobKind[];

/** The pushes of which a job of that kind consists. */
export type PushForJob<K extends JobKind = JobKind> = PushOf<(typeof PUSHES)[K]>;

/** A push as it waits in a job. */
export type JobPush<K extends JobKind = JobKind> = PushForJob<K> & {
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

/** Whether a push of that kind is a job whatever the rules say. */
export function isPushForJob(push: Push): push is Extract<PushForJob, { kind: JobKind }> {
  return Object.hasOwn(PUSHES, push.kind);
}
