import { DelayedError, type Job, UnrecoverableError } from 'bullmq';
import type { Verdict } from './verdict.js';

/** Has BullMQ do with a job that did not succeed what the verdict says: throws what tells it. */
export async function settle(
  verdict: Verdict,
  error: unknown,
  job: Pick<Job, 'moveToDelayed'>,
  token: string | undefined,
): Promise<never> {
  if (verdict.outcome === 'wait') {
    await job.moveToDelayed(Date.now() + verdict.milliseconds, token);
    throw new DelayedError();
  }
  if (verdict.outcome === 'fail') throw new UnrecoverableError((error as Error).message);
  throw error;
}
