import { orRedisAway } from '@wechat-pipeline/service';
import type { Job, RetryOptions } from 'bullmq';

/**
 * Puts a job that has failed for good back into its queue. Returns whether it has; somebody else may have done it in this
 * moment.
 *
 * @throws DependencyAwayError while Redis is away
 */
export async function retryFailed(job: Job, options: RetryOptions): Promise<boolean> {
  try {
    await job.retry('failed', options);
    return true;
  } catch (error) {
    if (await orRedisAway(job.isFailed())) throw error;
    return false;
  }
}
