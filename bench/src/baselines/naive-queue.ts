import { type ConnectionOptions, Queue } from 'bullmq';

export const NAIVE_QUEUE = 'events';
export const NAIVE_PREFIX = 'naive';

/** A push as fast-xml-parser makes it. */
export interface NaivePush {
  readonly ToUserName: string;
  readonly FromUserName: string;
  readonly CreateTime: number;
  readonly MsgType: string;
  readonly Event: string;
  readonly EventKey: string;
}

export function openNaiveQueue(connection: ConnectionOptions): Queue<NaivePush> {
  return new Queue<NaivePush>(NAIVE_QUEUE, {
    connection,
    prefix: NAIVE_PREFIX,
    defaultJobOptions: {
      attempts: 5,
      backoff: { type: 'exponential', delay: 1_000 },
      // as our own
      removeOnComplete: { age: 3_600, count: 1_000, limit: 100 },
    },
  });
}

/** A job for one push; its id keeps a redelivery from making another. */
export function naiveJob(push: NaivePush): { name: string; data: NaivePush; opts: { jobId: string } } {
  return { name: push.Event, data: push, opts: { jobId: `${push.FromUserName}-${push.CreateTime}` } };
}
