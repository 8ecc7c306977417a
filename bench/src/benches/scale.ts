import { productBacklog } from '../backlog.js';
import type { Bench, Result } from '../bench.js';
import { countPushes } from '../count-pushes.js';
import { stopwatchOf } from '../cpu-time.js';
import { generateLoad } from '../generate-load.js';
import { interleave, type Sample, type Variant } from '../interleave.js';
import { fillBacklog } from '../measure-worker.js';
import { LATENCY } from '../played-wechat.js';
import { startIngress, startWorker } from '../programs.js';
import { type ServersBehind, startServersBehind } from '../servers-behind.js';
import { subscribeRequests } from '../signed-pushes.js';
import type { Program } from '../start-program.js';

const CONNECTIONS = 64;
/** So many times as many as wait for a worker elsewhere: two are to have enough of them to the end. */
const TIMES = 4;
/** Each gets half of the events, and takes twice as many rounds until its hot functions are compiled. */
const WARM_UPS = 3;
const QUEUE = 'subscribe';

/** What two of a program have behind them: each its own servers, so that they are strangers, or both the same. */
type Behind = readonly [ServersBehind, ServersBehind];

/**
 * What an event costs two ingresses, or two workers, that share queue and stores, against what it costs two that have nothing in common: there are
 * no cores to give them, and that two processes share a core, whatever they do, is not what is asked.
 */
export const scale: Bench = {
  name: 'scale',
  async run(lab, { rounds, seconds, followers }, onProgress) {
    const [first, second] = [await startServersBehind(lab), await startServersBehind(lab)];
    const events = followers * TIMES;
    const facts: Pick<Result, 'unit' | 'versions' | 'notes'> = {
      unit: 'event',
      versions: first.versions,
      notes: [
        '1: beside one that has a Redis and a MongoDB of its own; 2: beside one that has the same; all four on one core, and Redis and MongoDB on the other',
        'events/s: a second of processor time for each, by what an event takes them',
        `an API that takes ${LATENCY.single} ms, a batch ${LATENCY.batch} ms`,
        lab.pinning.note,
      ],
    };

    async function ingresses(count: 1 | 2, behind: Behind): Promise<Variant> {
      const prefix = `ingresses${count}`;
      const programs = await Promise.all(behind.map(({ urls }) => startIngress(lab, urls.redisUrl, prefix)));
      return {
        name: String(count),
        async measure() {
          const spent = stopwatch(programs, behind);
          const loads = await Promise.all(
            programs.map(({ url }) =>
              generateLoad({ url, connections: CONNECTIONS, seconds, next: subscribeRequests(), neverSleeps: false }),
            ),
          );
          const answers = sum(loads.map(load => load.answers));
          const cpu = spent(answers);
          const held = await Promise.all([...new Set(behind)].map(({ redis }) => takePushes(redis, prefix)));
          const pushes = sum(held.map(one => one.pushes));
          if (pushes !== answers)
            throw new Error(`expected ${answers} pushes in Redis, as acknowledged, got ${pushes}`);
          return sampleOf(count, cpu, { 'pushes/job': pushes / sum(held.map(one => one.jobs)) });
        },
      };
    }

    async function workers(count: 1 | 2, behind: Behind): Promise<Variant> {
      const prefix = `workers${count}`;
      const programs = await Promise.all(behind.map(({ urls }) => startWorker(lab, { ...urls, prefix })));
      const servers = [...new Set(behind)];
      const loads = servers.map(({ redis, mongo, urls }) => ({
        worker: programs[0]!,
        backlog: productBacklog(redis, prefix),
        profiles: mongo.db(prefix).collection('profiles'),
        followers: events / servers.length,
        playedWechatUrl: urls.apiUrl,
        others: {},
      }));
      return {
        name: String(count),
        async measure() {
          const backlogs = await Promise.all(loads.map(fillBacklog));
          const spent = stopwatch(programs, behind);
          const samples = await Promise.all(backlogs.map(measure => measure()));
          const calls = samples.map(({ others }) => others?.['API calls/event'] ?? Number.NaN);
          return sampleOf(count, spent(events), { 'API calls/event': sum(calls) / calls.length });
        },
      };
    }

    const variants = async (start: typeof ingresses) => [
      await start(1, [first, second]),
      await start(2, [first, first]),
    ];
    const [ofIngress, ofWorker] = [await variants(ingresses), await variants(workers)];
    const options = { rounds, warmUps: WARM_UPS, onProgress };
    return [
      {
        ...facts,
        name: 'scaling-ingress',
        title: `scale: one ingress and two, ${CONNECTIONS} connections to each, subscribe pushes; what they would do with a core each, by what they take of one`,
        series: await interleave(ofIngress, options),
        baselines: ['1'],
      },
      {
        ...facts,
        name: 'scaling-worker',
        title: `scale: one worker and two, ${events} new followers waiting; what they would do with a core each, by what they take of one`,
        series: await interleave(ofWorker, options),
        baselines: ['1'],
      },
    ];
  },
};

async function takePushes(redis: ServersBehind['redis'], prefix: string): ReturnType<typeof countPushes> {
  const held = await countPushes(redis, `${prefix}:${QUEUE}`);
  await redis.del(...(await redis.keys(`${prefix}:*`)));
  return held;
}

type Cpu = Readonly<Record<'both of them' | 'redis', number>>;

/** Starts counting; the returned function tells what each of so many events took. */
function stopwatch(programs: readonly Program[], behind: Behind): (events: number) => Cpu {
  const both = stopwatchOf(byNumber(programs.map(({ pid }) => pid)));
  const redis = stopwatchOf(byNumber([...new Set(behind)].map(({ pids }) => pids.redis)));
  return events => ({ 'both of them': total(both()) / events, redis: total(redis()) / events });
}

/** A sample whose rate is what so many would do with a core each. */
function sampleOf(count: number, cpu: Cpu, others: Sample['others'] & object): Sample {
  return { perSecond: (count * 1_000_000) / cpu['both of them'], cpu, others };
}

function total(times: Readonly<Record<string, number | undefined>>): number {
  const all = sum(Object.values(times).map(time => time ?? Number.NaN));
  if (Number.isNaN(all))
    throw new Error('expected the system to tell processor times, it does not: there is nothing to compare');
  return all;
}

function byNumber(pids: readonly number[]): Readonly<Record<string, number>> {
  return Object.fromEntries(pids.map((pid, index) => [String(index + 1), pid]));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0);
}
