import type { JobsOptions, Queue as QueueOf } from 'bullmq';
import type { Redis } from 'ioredis';
import { Queue } from './bullmq.js';

export interface QueueOptions {
  readonly redis: Redis;
  readonly prefix: string;
  readonly onError: (error: Error) => void;
  /** How each of its jobs is put into it. */
  readonly defaultJobOptions: JobsOptions;
}

/**
 * Opens a queue for adding jobs. An `add` fails at once while Redis is away, also if it was away from the start: without
 * `skipVersionCheck` the failed first look at it would be remembered for ever.
 */
export function openQueue<Data>(
  name: string,
  { redis, prefix, onError, defaultJobOptions }: QueueOptions,
): QueueOf<Data> {
  const queue = new Queue<Data>(name, {
    connection: redis,
    prefix,
    defaultJobOptions,
    streams: { events: { maxLen: 100 } },
    skipWaitingForReady: true,
    skipVersionCheck: true,
    skipMetasUpdate: true,
  });
  queue.on('error', onError);
  return queue;
}
