import { setTimeout as delay } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { openBoundedLoad } from './bounded-load.js';
import { countPushes } from './count-pushes.js';
import type { Sample } from './interleave.js';
import type { Pair } from './pipeline-bed.js';
import { redisBytes } from './redis-bytes.js';
import { subscribeOf400Bytes, subscribeRequests } from './signed-pushes.js';

export interface MemoryLoad {
  readonly redis: Redis;
  readonly pair: Pair;
  /** Of the pair's keys. */
  readonly prefix: string;
  readonly events: number;
}

const CONNECTIONS = 64;
const POLL_MILLISECONDS = 100;
/** So often the same in a row: nothing is being moved from one table into another any more. */
const STEADY = 5;
const LIMIT_MILLISECONDS = 60_000;

/**
 * Has an ingress take so many events into an empty Redis while nobody takes any out, and tells what each of them takes there; then
 * has them worked off, and tells what is left of each.
 */
export async function measureMemory({ redis, pair, prefix, events }: MemoryLoad): Promise<Sample> {
  const { ingress, queue } = pair;
  await redis.flushall();
  await queue.pause();
  const empty = await bytesInUse(redis);

  const seconds = await push(ingress.url, events);
  const { jobs, pushes } = await countPushes(redis, queue.qualifiedName);
  if (pushes !== events) throw new Error(`expected ${events} pushes in Redis, as acknowledged, got ${pushes}`);
  const waiting = (await bytesInUse(redis)) - empty;
  const whileWaiting = await redisBytes(redis, prefix, queue.name);

  await queue.resume();
  await until(async () => (await queue.getJobCountByTypes('waiting', 'active', 'delayed')) === 0);
  const failed = await queue.getFailedCount();
  if (failed > 0) throw new Error(`expected no failed jobs in ${queue.qualifiedName}, got ${failed}`);
  const finished = (await bytesInUse(redis)) - empty;
  const whenFinished = await redisBytes(redis, prefix, queue.name);
  return {
    perSecond: events / seconds,
    cpu: {},
    others: {
      'pushes/job': pushes / jobs,
      'bytes/event waiting': waiting / events,
      'its job': whileWaiting.jobs / events,
      'its reception': whileWaiting.receptions / events,
      tables: (waiting - whileWaiting.jobs - whileWaiting.receptions) / events,
      'bytes/event finished': finished / events,
      'trace of its job': whenFinished.jobs / events,
    },
  };
}

async function push(url: string, events: number): Promise<number> {
  const next = subscribeRequests(undefined, subscribeOf400Bytes());
  const load = await openBoundedLoad({ url, connections: CONNECTIONS, next });
  try {
    const begun = performance.now();
    load.allow(events);
    await until(async () => {
      load.assertWell();
      return load.sent === events;
    });
    await load.settled();
    return (performance.now() - begun) / 1_000;
  } finally {
    load.close();
  }
}

/** All that Redis keeps, with its tables; without what clients and the file that it appends to have in their buffers. */
async function bytesInUse(redis: Redis): Promise<number> {
  let [bytes, steady] = [0, 0];
  await until(async () => {
    const stats = (await redis.memory('STATS')) as readonly unknown[];
    const stat = (name: string) => Number(stats[stats.indexOf(name) + 1]);
    const now = stat('total.allocated') - stat('clients.normal') - stat('aof.buffer');
    steady = Math.abs(now - bytes) < bytes / 1_000 ? steady + 1 : 0;
    bytes = now;
    return steady >= STEADY;
  });
  return bytes;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const begun = performance.now();
  while (!(await isSo())) {
    if (performance.now() - begun > LIMIT_MILLISECONDS) {
      throw new Error(`expected it within ${LIMIT_MILLISECONDS / 1_000} seconds, it has not come`);
    }
    await delay(POLL_MILLISECONDS);
  }
}
