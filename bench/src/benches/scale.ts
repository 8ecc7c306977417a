import { productBacklog } from '../backlog.js';
import type { Bench, Result } from '../bench.js';
import { countPushes } from '../count-pushes.js';
import { stopwatchOf } from '../cpu-time.js';
import { generateLoad } from '../generate-load.js';
import { interleave, type Sample, type Variant } from '../interleave.js';
import type { Lab } from '../lab.js';
import { measureWorker } from '../measure-worker.js';
import { LATENCY } from '../played-wechat.js';
import { startIngress, startWorker } from '../programs.js';
import { startServersBehind } from '../servers-behind.js';
import { subscribeRequests } from '../signed-pushes.js';
import type { Program } from '../start-program.js';

const CONNECTIONS = 64;
/** So many times as many as wait for a worker elsewhere: two are to have enough of them to the end. */
const TIMES = 4;
const COUNTS = [1, 2] as const;
/** Of two each gets half of the events, and takes twice as many rounds until its hot functions are compiled. */
const WARM_UPS = 3;

/** What an event costs two ingresses, or two workers, together, against what it costs one: there are no cores to give them. */
export const scale: Bench = {
  name: 'scale',
  async run(lab, { rounds, seconds, followers }, onProgress) {
    const bed = await openBed(lab);
    const events = followers * TIMES;
    const ingresses: Variant[] = [];
    const workers: Variant[] = [];
    for (const count of COUNTS) {
      ingresses.push(await bed.ingresses(count, seconds));
      workers.push(await bed.workers(count, events));
    }
    const options = { rounds, warmUps: WARM_UPS, onProgress };
    return [
      {
        ...bed.facts,
        name: 'scaling-ingress',
        title: `scale: one ingress and two, ${CONNECTIONS} connections to each, subscribe pushes; what they would do with a core each, by what they take of one`,
        series: await interleave(ingresses, options),
        baselines: [ingresses[0]!.name],
      },
      {
        ...bed.facts,
        name: 'scaling-worker',
        title: `scale: one worker and two, ${events} new followers waiting; what they would do with a core each, by what they take of one`,
        series: await interleave(workers, options),
        baselines: [workers[0]!.name],
      },
    ];
  },
};

async function openBed(lab: Lab) {
  const { urls, redis, mongo, pids, versions } = await startServersBehind(lab);
  const facts: Pick<Result, 'unit' | 'versions' | 'notes'> = {
    unit: 'event',
    versions,
    notes: [
      'events/s: a second of processor time for each, by what an event takes all of them together; they have one core, and Redis and MongoDB the other',
      `an API that takes ${LATENCY.single} ms, a batch ${LATENCY.batch} ms`,
      lab.pinning.note,
    ],
  };
  return {
    facts,
    async ingresses(count: number, seconds: number): Promise<Variant> {
      const prefix = `ingresses${count}`;
      const programs = await several(count, () => startIngress(lab, urls.redisUrl, prefix));
      return {
        name: String(count),
        async measure() {
          const spent = stopwatchOf({ ...pidsOf(programs), redis: pids.redis });
          const loads = await Promise.all(
            programs.map(({ url }) =>
              generateLoad({ url, connections: CONNECTIONS, seconds, next: subscribeRequests(), neverSleeps: false }),
            ),
          );
          const times = spent();
          const answers = loads.reduce((sum, load) => sum + load.answers, 0);
          const { jobs, pushes } = await countPushes(redis, `${prefix}:subscribe`);
          if (pushes !== answers)
            throw new Error(`expected ${answers} pushes in Redis, as acknowledged, got ${pushes}`);
          await redis.del(...(await redis.keys(`${prefix}:*`)));
          const cpu = Object.entries(times).map(([name, time]) => [name, time && time / answers] as const);
          return together(
            {
              perSecond: loads.reduce((sum, load) => sum + load.answers / load.seconds, 0),
              cpu: Object.fromEntries(cpu),
              others: { 'pushes/job': pushes / jobs },
            },
            count,
          );
        },
      };
    },
    async workers(count: number, followers: number): Promise<Variant> {
      const prefix = `workers${count}`;
      const programs = await several(count, () => startWorker(lab, { ...urls, prefix }));
      const { 1: _first, ...rest } = pidsOf(programs);
      const load = {
        worker: programs[0]!,
        backlog: productBacklog(redis, prefix),
        profiles: mongo.db(prefix).collection('profiles'),
        followers,
        playedWechatUrl: urls.apiUrl,
        others: { ...rest, ...pids },
      };
      return {
        name: String(count),
        async measure() {
          const { cpu, ...sample } = await measureWorker(load);
          const { server, ...others } = cpu;
          return together({ ...sample, cpu: { 1: server, ...others } }, count);
        },
      };
    },
  };
}

async function several(count: number, start: () => Promise<Program>): Promise<readonly Program[]> {
  return Promise.all(Array.from({ length: count }, start));
}

/** By their number, from 1. */
function pidsOf(programs: readonly Program[]): Readonly<Record<string, number>> {
  return Object.fromEntries(programs.map(({ pid }, index) => [String(index + 1), pid]));
}

/** A sample in which what its numbered processes took is one figure, and the rate what they would do with a core each. */
function together({ perSecond, cpu, others }: Sample, count: number): Sample {
  const numbers = Array.from({ length: count }, (_, index) => String(index + 1));
  const all = numbers.reduce((sum, number) => sum + (cpu[number] ?? Number.NaN), 0);
  if (Number.isNaN(all))
    throw new Error('expected the system to tell processor times, it does not: there is nothing to compare');
  const rest = Object.entries(cpu).filter(([name]) => !numbers.includes(name));
  return {
    perSecond: (count * 1_000_000) / all,
    cpu: { 'all of them': all, ...Object.fromEntries(rest) },
    others: { ...others, 'events/s on one core': perSecond },
  };
}
