import type { JobKind, Queues } from '@wechat-pipeline/jobs';

/** A job as Redis tells of it. */
export interface SeenJob {
  readonly id: string;
  readonly state: string;
  readonly failedReason: string | undefined;
  /** Times in milliseconds. */
  readonly waited: number | undefined;
  readonly took: number | undefined;
}

const STATES = ['completed', 'active', 'waiting', 'delayed', 'prioritized', 'failed'] as const;
/** The follower is a new one and their job among the newest. */
const NEWEST = 200;

/** Looks up the job of a kind that carries this follower's push. */
export async function findJob(queues: Queues, kind: JobKind, openid: string): Promise<SeenJob | undefined> {
  const jobs = await queues[kind].getJobs([...STATES], 0, NEWEST - 1);
  // A job may be gone between the list and the look.
  const job = jobs.find(job => job?.data.pushes.some(push => push.fromUserName === openid));
  if (!job) return undefined;
  const { id = '', timestamp, processedOn, finishedOn, failedReason } = job;
  return {
    id,
    state: await job.getState(),
    failedReason,
    waited: processedOn && processedOn - timestamp,
    took: processedOn && finishedOn && finishedOn - processedOn,
  };
}

/** And its times are known: it may have come to its end between the look at it and at its state. */
export function isFinished(job: SeenJob | undefined): boolean {
  return (job?.state === 'completed' || job?.state === 'failed') && job.took !== undefined;
}

export function describeJob(kind: JobKind, { id, state, failedReason, waited, took }: SeenJob): string {
  const times = [waited !== undefined && `waited ${waited} ms`, took !== undefined && `took ${took} ms`];
  return [`${kind} ${id}`, state, ...times, failedReason].filter(Boolean).join(' · ');
}
