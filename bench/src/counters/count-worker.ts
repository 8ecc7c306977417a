import { setTimeout as delay } from 'node:timers/promises';
import { MAX_PUSHES_A_JOB } from '@wechat-pipeline/jobs';
import type { Redis } from 'ioredis';
import type { Collection, Db, Document } from 'mongodb';
import { ACCOUNT } from '../account.js';
import { type Backlog, productBacklog } from '../backlog.js';
import { fillProfiles } from '../fill-profiles.js';
import { apiCalls } from '../played-wechat.js';
import { createPopulation } from '../population.js';
import { type RedisCommand, watchRedis } from './watch-redis.js';

const JOBS = 10;
const EVENTS = JOBS * MAX_PUSHES_A_JOB;
const POLL_MILLISECONDS = 10;
const STANDSTILL_MILLISECONDS = 60_000;

export interface CountedWorker {
  readonly redis: Redis;
  readonly redisUrl: string;
  readonly prefix: string;
  readonly db: Db;
  readonly wechatUrl: string;
}

/** What a worker, and nobody else, has others do: for full jobs of new followers, and for such of half new and half returning ones. */
export async function countWorker(options: CountedWorker) {
  const { redis, prefix, db } = options;
  const profiles = db.collection('profiles');
  const population = createPopulation(EVENTS);
  const backlog = productBacklog(redis, prefix);
  // The first call of a script, and the first of the API, are other ones.
  await workOff(backlog, [population.newcomer()]);
  await fillProfiles(profiles, (await profiles.findOne())!, population.existing(), () => {});

  const newcomers = Array.from({ length: EVENTS }, () => population.newcomer());
  const half = newcomers.map((_, index) => (index % 2 === 0 ? population.newcomer() : population.returning()));
  return {
    ...(await counted(options, backlog, newcomers, 'new')),
    ...(await counted(options, backlog, half, 'half returning')),
  };
}

async function counted(
  { redisUrl, prefix, db, wechatUrl }: CountedWorker,
  backlog: Backlog,
  openids: readonly string[],
  share: string,
) {
  const { queue } = backlog;
  const [callsBefore, mongodbBefore] = [await apiCalls(wechatUrl), await mongodbCounts(db)];
  let stopWatching: Awaited<ReturnType<typeof watchRedis>> | undefined;
  await workOff(backlog, openids, async () => {
    stopWatching = await watchRedis(redisUrl);
  });
  const commands = ((await stopWatching?.()) ?? []).filter(command => isWork(command, `${prefix}:${queue.name}:`));
  const [calls, mongodb] = [await apiCalls(wechatUrl), await mongodbCounts(db)];
  await assertAllThere(db.collection('profiles'), openids, await queue.getFailedCount());

  const scripts = commands.filter(({ name }) => isScript(name));
  const inside = scripts.reduce((sum, script) => sum + script.inside.length, 0);
  return {
    [`${share}: API calls an event`]: (calls - callsBefore) / EVENTS,
    [`${share}: worker's Redis scripts a job`]: scripts.length / JOBS,
    [`${share}: worker's other Redis commands a job`]: (commands.length - scripts.length) / JOBS,
    [`${share}: inside of the worker's scripts a job`]: inside / JOBS,
    [`${share}: MongoDB commands a job`]: (mongodb.commands - mongodbBefore.commands) / JOBS,
    [`${share}: MongoDB writes an event`]: (mongodb.writes - mongodbBefore.writes) / EVENTS,
  };
}

/** Puts pushes into the queue, in full jobs, while nobody takes any; then lets the worker at them and waits for its end. */
async function workOff({ queue, add }: Backlog, openids: readonly string[], onFilled = async () => {}): Promise<void> {
  await queue.pause();
  await add(openids);
  await onFilled();
  await queue.resume();
  const begun = performance.now();
  while ((await queue.getJobCountByTypes('waiting', 'active', 'delayed')) > 0) {
    if (performance.now() - begun > STANDSTILL_MILLISECONDS) {
      throw new Error('expected the jobs to be done, they are not');
    }
    await delay(POLL_MILLISECONDS);
  }
}

/** Waiting for jobs, and what is done every few seconds, is no work of these jobs'; nor is what goes on in other queues. */
function isWork({ name, args }: RedisCommand, queuePrefix: string): boolean {
  if (name === 'bzpopmin') return false;
  return !isScript(name) || (args[2]!.startsWith(queuePrefix) && !args[2]!.endsWith(':stalled'));
}

function isScript(name: string): boolean {
  return /^eval/.test(name);
}

/** What a driver says to keep its connections is not among them. */
const COMMANDS = ['find', 'insert', 'update', 'delete', 'aggregate', 'getMore', 'findAndModify', 'bulkWrite'];

async function mongodbCounts(db: Db): Promise<{ commands: number; writes: number }> {
  const { metrics, opcounters } = await db.admin().serverStatus();
  const total = (name: string) => Number((metrics as Document).commands[name]?.total ?? 0);
  const { insert, update, delete: deleted } = opcounters as Readonly<Record<string, number>>;
  return {
    commands: COMMANDS.reduce((sum, name) => sum + total(name), 0),
    writes: Number(insert) + Number(update) + Number(deleted),
  };
}

async function assertAllThere(profiles: Collection, openids: readonly string[], failed: number): Promise<void> {
  const ids = openids.map(openid => `${ACCOUNT.appId}:${openid}`);
  // Sound: its ids are strings.
  const there = await profiles.countDocuments({ _id: { $in: ids as never[] }, subscribed: true, language: 'zh_CN' });
  if (failed > 0 || there !== openids.length) {
    throw new Error(`expected ${openids.length} profiles and no failed job, got ${there} and ${failed}`);
  }
}
