import { JOB_KINDS, openQueues } from '@wechat-pipeline/jobs';
import type { Redis } from 'ioredis';
import { type Finding, failed, ok, warning } from './finding.js';

/** Whether somebody works off the queues, and what lies in their failed sets. */
export async function checkQueues(redis: Redis, prefix: string): Promise<readonly Finding[]> {
  // What goes wrong is told by the call that it goes wrong in.
  const queues = openQueues(redis, prefix, () => {});
  const counted = await Promise.all(
    JOB_KINDS.map(async kind => ({
      kind,
      workers: (await queues[kind].getWorkers()).length,
      waiting: await queues[kind].getJobCountByTypes('waiting', 'delayed'),
      failed: await queues[kind].getFailedCount(),
    })),
  );
  return [checkWorkers(counted), checkFailedJobs(counted, prefix)];
}

interface Counted {
  readonly kind: string;
  readonly workers: number;
  readonly waiting: number;
  readonly failed: number;
}

function checkWorkers(counted: readonly Counted[]): Finding {
  const without = counted.filter(({ workers }) => workers === 0);
  if (without.length === 0) {
    return ok('workers', counted.map(({ kind, workers }) => `${kind} ${workers}`).join(', '));
  }
  const kinds = without.map(({ kind, waiting }) => `${kind} (${waiting} jobs wait)`).join(', ');
  return failed('workers', `nobody works on ${kinds}`, 'Start a worker with the same QUEUE_PREFIX: npm run worker.');
}

function checkFailedJobs(counted: readonly Counted[], prefix: string): Finding {
  const some = counted.filter(({ failed }) => failed > 0);
  const [first] = some;
  if (first === undefined) return ok('failed jobs', 'none');
  return warning(
    'failed jobs',
    some.map(({ kind, failed }) => `${kind} ${failed}`).join(', '),
    `Look at them: redis-cli zrange ${prefix}:${first.kind}:failed 0 -1; each has its failedReason.`,
  );
}
