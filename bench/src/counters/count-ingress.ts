import type { Redis } from 'ioredis';
import { openid } from '../account.js';
import { productBacklog } from '../backlog.js';
import { openBoundedLoad } from '../bounded-load.js';
import { countPushes } from '../count-pushes.js';
import type { Request } from '../generate-load.js';
import { redisBytes } from '../redis-bytes.js';
import { nextSerial, subscribeOf400Bytes, subscribeRequests, textRequests } from '../signed-pushes.js';
import type { Program } from '../start-program.js';
import { holdRedis } from './hold-redis.js';
import { watchRedis } from './watch-redis.js';

const ALONE = 50;
const TOGETHER = 300;
/** So many have been taken before those. */
const BEFORE = 10_000;

export interface CountedIngress {
  readonly ingress: Program;
  readonly redis: Redis;
  readonly redisUrl: string;
  readonly prefix: string;
  readonly queue: string;
}

/** What an ingress, and nobody else, has Redis do and keep, and what it answers. Leaves its jobs in the queue. */
export async function countIngress({ ingress, redis, redisUrl, prefix, queue }: CountedIngress) {
  const subscribes = subscribeRequests(undefined, subscribeOf400Bytes());
  const push = (count: number, connections: number) => pushed(ingress, subscribes, count, connections);
  // The scripts' first calls are other ones.
  await push(2, 1);

  const stopWatchingAlone = await watchRedis(redisUrl);
  await push(ALONE, 1);
  const alone = await stopWatchingAlone();

  await redis.flushall();
  // What is remembered of pushes may take less the more there are.
  const backlog = productBacklog(redis, prefix);
  await backlog.add(Array.from({ length: BEFORE }, () => openid(nextSerial())));
  const before = { ...(await countPushes(redis, `${prefix}:${queue}`)), bytes: await redisBytes(redis, prefix, queue) };
  const stopWatchingTogether = await watchRedis(redisUrl);
  await holdRedis(redis);
  await push(TOGETHER, TOGETHER);
  const together = await stopWatchingTogether();
  const after = { ...(await countPushes(redis, `${prefix}:${queue}`)), bytes: await redisBytes(redis, prefix, queue) };
  const [jobs, pushes] = [after.jobs - before.jobs, after.pushes - before.pushes];
  if (pushes !== TOGETHER) throw new Error(`expected ${TOGETHER} more pushes in Redis, got ${pushes}`);
  const inside = together.reduce((sum, command) => sum + command.inside.length, 0);
  return {
    'ingress: Redis commands a push alone': alone.length / ALONE,
    'ingress: Redis commands a job': together.length / jobs,
    'ingress: inside of scripts an event': inside / TOGETHER,
    'Redis bytes of jobs an event waiting': (after.bytes.jobs - before.bytes.jobs) / TOGETHER,
    'Redis bytes of receptions an event': after.bytes.receptions / after.pushes,
    'response bytes to an event': await responseBytes(ingress, subscribes),
    'response bytes to a text': await responseBytes(ingress, textRequests()),
  };
}

async function pushed(ingress: Program, next: () => Request, count: number, connections: number): Promise<void> {
  const load = await openBoundedLoad({ url: ingress.url, connections, next });
  try {
    load.allow(count);
    await load.settled();
  } finally {
    load.close();
  }
}

async function responseBytes(ingress: Program, next: () => Request): Promise<number> {
  let bytes = 0;
  const request = next();
  const measuring: Request = {
    bytes: request.bytes,
    isAnsweredBy(answer) {
      bytes = answer.length;
      return request.isAnsweredBy(answer);
    },
  };
  await pushed(ingress, () => measuring, 1, 1);
  return bytes;
}
