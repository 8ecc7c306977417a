import {
  enqueue,
  type JobPush,
  MAX_PUSHES_A_JOB,
  openQueues,
  openReceptionNotes,
  receivedPush,
} from '@wechat-pipeline/jobs';
import type { Delivery } from '@wechat-pipeline/wechat-core';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { ACCOUNT } from './account.js';
import { naiveJob, openNaiveQueue } from './baselines/naive-queue.js';

/** Puts work into a queue in the shape that an ingress gives it. */
export interface Backlog {
  readonly queue: Queue;
  add(openids: readonly string[]): Promise<void>;
}

/** As our ingress does: carriers of up to a hundred pushes under load, single ones when there is little to do. */
export function productBacklog(redis: Redis, prefix: string, pushesAJob = MAX_PUSHES_A_JOB): Backlog {
  const queues = openQueues(redis, prefix, ignore);
  const noteReceptions = openReceptionNotes({ redis, prefix, nonceSeconds: NONCE_SECONDS });
  return {
    queue: queues.subscribe,
    async add(openids) {
      const receivedAt = Date.now();
      const pushes = openids.map(openid => subscribePush(openid, receivedAt));
      const jobs = inGroupsOf(pushesAJob, pushes);
      for (const group of inGroupsOf(ADDS_AT_ONCE, jobs)) {
        await Promise.all(
          group.map(async job => {
            const receptions = job.map(push => ({ ...receivedPush(push), delivery: deliveryOf(push) }));
            await noteReceptions(ACCOUNT.appId, receptions);
            await enqueue(queues, 'subscribe', job);
          }),
        );
      }
    },
  };
}

/** As the naive ingress does. */
export function naiveBacklog(redis: Redis): Backlog {
  const queue = openNaiveQueue(redis);
  queue.on('error', ignore);
  return {
    queue,
    async add(openids) {
      const jobs = openids.map(openid => {
        const { toUserName, fromUserName, createTime, msgType, event: name, eventKey } = event(openid);
        return naiveJob({
          ToUserName: toUserName,
          FromUserName: fromUserName,
          CreateTime: createTime,
          MsgType: msgType,
          Event: name,
          EventKey: eventKey,
        });
      });
      for (const group of inGroupsOf(ADDS_AT_ONCE, jobs)) await queue.addBulk(group);
    },
  };
}

/** Somebody follows now, as the worker gets to know it. */
export function subscribePush(openid: string, receivedAt: number): JobPush<'subscribe'> {
  return { ...event(openid), kind: 'subscribe', receivedAt };
}

const ADDS_AT_ONCE = 500;
const NONCE_SECONDS = 600;

/** As long as a real one; each push has its own. */
function deliveryOf({ fromUserName }: JobPush): Delivery {
  return { nonce: fromUserName.slice(-10), digest: 'x'.repeat(27) };
}

function event(openid: string) {
  return {
    appId: ACCOUNT.appId,
    toUserName: ACCOUNT.originalId,
    fromUserName: openid,
    createTime: Math.floor(Date.now() / 1_000),
    msgType: 'event',
    event: 'subscribe',
    eventKey: '',
  };
}

function inGroupsOf<T>(size: number, items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** A command that fails rejects, too. */
function ignore(): void {}
