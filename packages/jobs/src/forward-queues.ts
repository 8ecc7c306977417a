import { orRedisAway } from '@wechat-pipeline/service';
import { pushId } from '@wechat-pipeline/wechat-core/push';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { JOB_OPTIONS } from './job-options.js';
import { openQueue } from './open-queue.js';
import type { ReceivedPush } from './received-push.js';

/**
 * Pushes on their way to the business logic of the account's owner. Those of which we have work of our own go there when that
 * is done; the others by `forward`, if anybody waits for them.
 *
 * Each kind has a queue of its name.
 */
export interface ForwardJobs {
  /** Of one account, up to `MAX_PUSHES_A_JOB`: to be put into the queues of all who wait for them. */
  readonly forward: { readonly pushes: readonly ReceivedPush[] };
  /** One push, for the owner's module of its kind. */
  readonly handler: ReceivedPush;
}

export type ForwardKind = keyof ForwardJobs;
export const FORWARD_KINDS = ['forward', 'handler'] as const satisfies readonly ForwardKind[];

export type ForwardQueues = { readonly [K in ForwardKind]: Queue<ForwardJobs[K]> };

/** Opens both queues for adding jobs. An `add` fails at once while Redis is away. */
export function openForwardQueues(redis: Redis, prefix: string, onError: (error: Error) => void): ForwardQueues {
  const options = { redis, prefix, onError, defaultJobOptions: JOB_OPTIONS };
  return { forward: openQueue('forward', options), handler: openQueue('handler', options) };
}

/** How long it is remembered that a push was put there, after its job is gone; longer than WeChat and crashed workers repeat it. */
const REMEMBER_MILLISECONDS = 3_600_000;

/**
 * Puts each push into that queue as a job of its own, once, however often this is done; the job's name is the push's kind.
 *
 * @throws DependencyAwayError
 */
export async function addOnce(queue: Queue<ReceivedPush>, pushes: readonly ReceivedPush[]): Promise<void> {
  const jobs = pushes.map(received => {
    const id = pushId(received.appId, received.push);
    // An id of the job's own would be forgotten with the job.
    const deduplication = { id, ttl: REMEMBER_MILLISECONDS };
    return { name: received.push.kind, data: received, opts: { jobId: id, deduplication } };
  });
  await orRedisAway(queue.addBulk(jobs));
}
