import { type ReceivedPush, retryFailed } from '@wechat-pipeline/jobs';
import { orRedisAway } from '@wechat-pipeline/service';
import type { Job, Queue } from 'bullmq';

export interface ReplayOptions {
  /** Those alone that have failed for good since then. */
  readonly since?: Date | undefined;
  readonly limit: number;
  /** Nothing is put back, only counted. */
  readonly isDryRun: boolean;
}

const PAGE = 500;

/**
 * Puts deliveries that have failed for good back into their queue, with all their attempts, the latest first. Doing it
 * again puts back what has failed since.
 *
 * @returns how many
 * @throws DependencyAwayError
 */
export async function replayFailed(
  queue: Queue<ReceivedPush>,
  { since, limit, isDryRun }: ReplayOptions,
): Promise<number> {
  const found = await latestFailed(queue, since, limit);
  if (isDryRun) return found.length;
  let count = 0;
  for (const job of found) {
    if (await retryFailed(job, { resetAttemptsMade: true, resetAttemptsStarted: true })) count += 1;
  }
  return count;
}

/** All of them before any is put back: one that fails again meanwhile is not met a second time. */
async function latestFailed(
  queue: Queue<ReceivedPush>,
  since: Date | undefined,
  limit: number,
): Promise<readonly Job[]> {
  const found: Job[] = [];
  while (found.length < limit) {
    const page = await orRedisAway(queue.getFailed(found.length, Math.min(limit, found.length + PAGE) - 1));
    const wanted = page.filter(({ finishedOn = 0 }) => since === undefined || finishedOn >= since.getTime());
    found.push(...wanted);
    if (page.length === 0 || wanted.length < page.length) break;
  }
  return found;
}
