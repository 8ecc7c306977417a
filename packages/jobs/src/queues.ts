import { pushId } from '@wechat-pipeline/wechat-core/push';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { JOB_OPTIONS } from './job-options.js';
import { JOB_KINDS, type JobData, type JobKind, type JobPush } from './kinds.js';
import { openQueue } from './open-queue.js';

/** The queues of jobs that pushes are in. */
export type Queues = Readonly<Record<JobKind, Queue<JobData>>>;

/** Opens the queue of each kind for adding jobs. An `add` fails at once while Redis is away. */
export function openQueues(redis: Redis, prefix: string, onError: (error: Error) => void): Queues {
  const open = (kind: JobKind) => openQueue<JobData>(kind, { redis, prefix, onError, defaultJobOptions: JOB_OPTIONS });
  // Sound: each kind has its entry.
  return Object.fromEntries(JOB_KINDS.map(kind => [kind, open(kind)])) as Queues;
}

/** Puts pushes of one kind into its queue as one job; resolves when Redis has it. */
export async function enqueue(queues: Queues, kind: JobKind, pushes: readonly JobPush[]): Promise<void> {
  await queues[kind].add(kind, { pushes });
}

/**
 * Puts each push into its queue as a job of its own. The jobs' ids are made of the pushes, so that doing it once more
 * adds nothing.
 */
export async function enqueueAlone(queues: Queues, kind: JobKind, pushes: readonly JobPush[]): Promise<void> {
  await queues[kind].addBulk(
    pushes.map(push => ({
      name: kind,
      data: { pushes: [push] },
      opts: { jobId: `alone-${pushId(push.appId, push)}` },
    })),
  );
}

export async function closeQueues(queues: Readonly<Record<string, Pick<Queue, 'close'>>>): Promise<void> {
  await Promise.all(Object.values(queues).map(queue => queue.close()));
}
