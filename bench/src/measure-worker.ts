import { setTimeout as delay } from 'node:timers/promises';
import type { Collection } from 'mongodb';
import { openid } from './account.js';
import type { Backlog } from './backlog.js';
import { stopwatchOf } from './cpu-time.js';
import type { Sample } from './interleave.js';
import { apiCalls } from './played-wechat.js';
import { nextSerial } from './signed-pushes.js';
import type { Program } from './start-program.js';

export interface WorkerLoad {
  readonly worker: Program;
  readonly backlog: Backlog;
  /** Where the worker writes, one document a follower. */
  readonly profiles: Collection;
  readonly followers: number;
  readonly playedWechatUrl: string;
  /** Whose processor time is to be told besides the worker's. */
  readonly others: Readonly<Record<string, number>>;
}

const POLL_MILLISECONDS = 10;
const STANDSTILL_MILLISECONDS = 15_000;

/** Lets a backlog of new followers loose on a worker, and waits for the last one's profile. */
export async function measureWorker(load: WorkerLoad): Promise<Sample> {
  const measure = await fillBacklog(load);
  return measure();
}

/** Puts the backlog there, and resolves with what lets it loose. */
export async function fillBacklog(load: WorkerLoad): Promise<() => Promise<Sample>> {
  const { worker, backlog, profiles, followers, playedWechatUrl, others } = load;
  const { queue } = backlog;
  await queue.pause();
  await backlog.add(Array.from({ length: followers }, () => openid(nextSerial())));
  const before = await profiles.estimatedDocumentCount();

  return async () => {
    const callsBefore = await apiCalls(playedWechatUrl);
    const spent = stopwatchOf({ server: worker.pid, ...others });
    const begun = performance.now();
    await queue.resume();
    await profilesReach(before + followers, load);
    const seconds = (performance.now() - begun) / 1_000;
    // The profiles are there; their jobs are being finished, which is part of the work.
    while ((await queue.getJobCountByTypes('waiting', 'active', 'delayed')) > 0) await delay(POLL_MILLISECONDS);
    const cpu = Object.entries(spent()).map(([name, time]) => [name, time && time / followers] as const);

    const calls = (await apiCalls(playedWechatUrl)) - callsBefore;
    await assertAllWell(load, before + followers);
    return {
      perSecond: followers / seconds,
      cpu: Object.fromEntries(cpu),
      others: { 'API calls/event': calls / followers },
    };
  };
}

async function profilesReach(expected: number, { worker, profiles }: WorkerLoad): Promise<void> {
  let [count, changed] = [-1, performance.now()];
  while (count < expected) {
    worker.assertRunning();
    const now = await profiles.estimatedDocumentCount();
    if (now !== count) [count, changed] = [now, performance.now()];
    else if (performance.now() - changed > STANDSTILL_MILLISECONDS) {
      throw new Error(`expected ${expected} profiles in ${profiles.namespace}, it stays at ${count}`);
    }
    await delay(POLL_MILLISECONDS);
  }
}

/** A worker that drops what it cannot do is fast. */
async function assertAllWell({ backlog, profiles }: WorkerLoad, expected: number): Promise<void> {
  const failed = await backlog.queue.getFailedCount();
  if (failed > 0) throw new Error(`expected no failed jobs in ${backlog.queue.qualifiedName}, got ${failed}`);
  const complete = await profiles.countDocuments({ subscribed: true, language: 'zh_CN' });
  if (complete !== expected) {
    throw new Error(`expected ${expected} complete profiles in ${profiles.namespace}, got ${complete}`);
  }
}
