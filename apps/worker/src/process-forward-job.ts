import type { ForwardJobs } from '@wechat-pipeline/jobs';
import { type Job, UnrecoverableError } from 'bullmq';
import type { Outcome } from './metrics.js';
import { NobodyWaitsError, passOn } from './pass-on.js';
import type { JobContext } from './process-job.js';
import { settle } from './settle.js';
import { verdictOn } from './verdict.js';

/** While an update is rolled out, a worker may not know yet what an ingress hands on; so long its pushes wait for one that does. */
const ROLLOUT_MILLISECONDS = 600_000;

/** Hands pushes of which we have no work of our own to all who wait for them. */
export async function processForwardJob(
  job: Job<ForwardJobs['forward']>,
  token: string | undefined,
  context: JobContext,
): Promise<Outcome> {
  const { pushes } = job.data as Partial<ForwardJobs['forward']>; // somebody else may have put something else there
  const appId = pushes?.[0]?.appId;
  if (pushes === undefined || appId === undefined) {
    throw new UnrecoverableError('expected job data { pushes: [{ appId, … }, …] }, got something else');
  }
  try {
    const destinations = context.destinations(appId);
    await passOn(pushes, destinations);
    const left = pushes.find(({ push }) => !destinations.some(({ wants }) => wants(push)));
    if (left === undefined) return 'done';
    const error = new NobodyWaitsError(left);
    if (Date.now() - left.receivedAt < ROLLOUT_MILLISECONDS) throw error;
    context.log.warn({ err: error, kind: 'forward', job: job.id }, 'pushes dropped');
    return 'done';
  } catch (error) {
    const verdict = verdictOn(error, job);
    context.log.warn({ err: error, kind: 'forward', job: job.id, pushes: pushes.length, verdict }, 'job not done');
    return settle(verdict, error, job, token);
  }
}
