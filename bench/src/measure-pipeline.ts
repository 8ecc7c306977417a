import { setTimeout as delay } from 'node:timers/promises';
import type { Document } from 'mongodb';
import { openBoundedLoad } from './bounded-load.js';
import { stopwatchOf } from './cpu-time.js';
import { fillProfiles } from './fill-profiles.js';
import type { Sample } from './interleave.js';
import type { Pair, PipelineBed } from './pipeline-bed.js';
import { apiCalls } from './played-wechat.js';
import type { Population } from './population.js';
import { residentMebibytes } from './resident-memory.js';
import { subscribeRequests } from './signed-pushes.js';

export interface PipelineLoad {
  readonly bed: PipelineBed;
  readonly pair: Pair;
  readonly population: Population;
  /** Of how many pushes one is of somebody who follows already; 0: of none. */
  readonly everyReturning: number;
  /** How many pushes may be on their way at most, from being sent to being profiles. */
  readonly onTheWay: number;
  readonly seconds: number;
  /** The processes whose processor time is told as one figure, first, and compared. */
  readonly measured: { readonly name: string; readonly processes: readonly string[] };
}

const CONNECTIONS = 64;
/** MongoDB is to have little to do with our asking: the naive design would pay most of it. */
const POLL_MILLISECONDS = 25;
const STANDSTILL_MILLISECONDS = 15_000;
const ASKED_FOR_AT_ONCE = 1_000;

/** Has a pair make one profile by itself, and copies it for everybody who follows already. */
export async function populate(
  { profiles, ingress }: Pair,
  population: Population,
  onProgress: (written: number) => void,
): Promise<void> {
  const load = await openBoundedLoad({
    url: ingress.url,
    connections: 1,
    next: subscribeRequests(() => population.newcomer()),
  });
  let model: Document | null = null;
  try {
    load.allow(1);
    await load.settled();
    const begun = performance.now();
    while (model === null) {
      if (performance.now() - begun > STANDSTILL_MILLISECONDS) throw new Error(`expected a profile, got none`);
      model = await profiles.findOne({ language: 'zh_CN' });
      await delay(POLL_MILLISECONDS);
    }
  } finally {
    load.close();
  }
  await fillProfiles(profiles, model, population.existing(), onProgress);
}

/**
 * Pushes for so long, waits for the last profile, and tells how many events there were from the first push to the end of the last
 * job: all that comes in has gone out. What is on its way meanwhile is bounded, so that events are not taken in now and worked
 * off later, when there is nothing else to do, in fuller jobs. That the last one is waited for makes it a little less than what
 * could be sustained.
 */
export async function measurePipeline(options: PipelineLoad): Promise<Sample> {
  const { bed, pair, population, everyReturning, onTheWay, seconds, measured } = options;
  const { ingress, worker, queue, profiles } = pair;
  const pushed: string[] = [];
  const load = await openBoundedLoad({
    url: ingress.url,
    connections: CONNECTIONS,
    next: subscribeRequests(() => {
      const returns = everyReturning > 0 && pushed.length % everyReturning === 0;
      const openid = returns ? population.returning() : population.newcomer();
      pushed.push(openid);
      return openid;
    }),
  });
  const pids = { ingress: ingress.pid, worker: worker.pid, ...bed.others };
  try {
    const before = await profiles.estimatedDocumentCount();
    const [callsBefore, jobsBefore] = [await apiCalls(bed.wechatUrl), await jobsSoFar(bed, pair)];
    const since = Math.floor(Date.now() / 1_000);
    const newcomersAmong = (pushes: number) =>
      everyReturning === 0 ? pushes : pushes - Math.ceil(pushes / everyReturning);
    let [added, changed] = [0, performance.now()];

    async function look(): Promise<void> {
      load.assertWell();
      ingress.assertRunning();
      worker.assertRunning();
      const now = (await profiles.estimatedDocumentCount()) - before;
      if (now !== added) [added, changed] = [now, performance.now()];
      else if (performance.now() - changed > STANDSTILL_MILLISECONDS) {
        throw new Error(
          `expected ${newcomersAmong(load.sent)} new profiles, it stays at ${now} of ${load.sent} pushes`,
        );
      }
    }

    const spent = stopwatchOf(pids);
    const begun = performance.now();
    while (performance.now() - begun < seconds * 1_000) {
      // Newcomers and returning ones come in turns: of both as many are done.
      const done = newcomersAmong(load.sent) > 0 ? (added * load.sent) / newcomersAmong(load.sent) : 0;
      load.allow(Math.floor(done) + onTheWay);
      await delay(POLL_MILLISECONDS);
      await look();
    }
    const resident = { ingress: residentMebibytes(ingress.pid), worker: residentMebibytes(worker.pid) };
    load.allow(load.sent);
    await load.settled();
    while (added < newcomersAmong(load.sent) || (await queue.getJobCountByTypes(...UNFINISHED)) > 0) {
      await look();
      await delay(POLL_MILLISECONDS);
    }
    const elapsed = (performance.now() - begun) / 1_000;
    const cpu = Object.entries(spent()).map(([name, time]) => [name, time && time / load.sent] as const);

    const [calls, jobs] = [await apiCalls(bed.wechatUrl), await jobsSoFar(bed, pair)];
    await assertAllWell(pair, pushed, since);
    const ofProcess = Object.fromEntries(cpu);
    return {
      perSecond: load.sent / elapsed,
      cpu: { [measured.name]: sumOf(measured.processes.map(name => ofProcess[name])), ...ofProcess },
      others: {
        'API calls/event': (calls - callsBefore) / load.sent,
        'pushes/job': load.sent / (jobs - jobsBefore),
        ...(resident.ingress !== undefined && { 'ingress MiB': resident.ingress }),
        ...(resident.worker !== undefined && { 'worker MiB': resident.worker }),
      },
    };
  } finally {
    load.close();
  }
}

const UNFINISHED = ['waiting', 'active', 'delayed'] as const;

function sumOf(times: readonly (number | undefined)[]): number | undefined {
  return times.reduce((sum, time) => (sum === undefined || time === undefined ? undefined : sum + time), 0);
}

/** How many jobs have been put into the queue so far. */
async function jobsSoFar({ redis }: PipelineBed, { queue }: Pair): Promise<number> {
  return Number((await redis.get(`${queue.qualifiedName}:id`)) ?? 0);
}

/** Each push that was acknowledged must have left its mark on its follower’s profile. Throws if one has not. */
export async function assertAllWell(
  { queue, profiles, key }: Pair,
  openids: readonly string[],
  since: number,
): Promise<void> {
  const failed = await queue.getFailedCount();
  if (failed > 0) throw new Error(`expected no failed jobs in ${queue.qualifiedName}, got ${failed}`);
  let right = 0;
  for (let first = 0; first < openids.length; first += ASKED_FOR_AT_ONCE) {
    const keys = openids.slice(first, first + ASKED_FOR_AT_ONCE).map(openid => key.of(openid));
    right += await profiles.countDocuments({
      [key.field]: { $in: keys },
      subscribed: true,
      language: 'zh_CN',
      lastEventAt: { $gte: new Date(since * 1_000) },
    });
  }
  if (right !== openids.length) {
    throw new Error(`expected profiles of all ${openids.length} who pushed in ${profiles.namespace}, got ${right}`);
  }
}
