import { naiveBacklog, productBacklog } from '../backlog.js';
import type { Bench, Result } from '../bench.js';
import { interleave, type Variant } from '../interleave.js';
import type { Lab } from '../lab.js';
import { measureWorker, type WorkerLoad } from '../measure-worker.js';
import type { Options } from '../options.js';
import { LATENCY } from '../played-wechat.js';
import { startNaiveWorker, startWorker } from '../programs.js';
import { startServersBehind } from '../servers-behind.js';

const NAIVE = 'naive';
const API = `an API that takes ${LATENCY.single} ms, a batch ${LATENCY.batch} ms`;
/** Single calls take their time: so many times fewer followers are enough. */
const SINGLE_SHARE = 8;

/** The default of WORKER_CONCURRENCY, with which the others are compared. */
const SHIPPED = 256;

type Tell = (line: string) => void;

/** From the job to the profile: all that a worker does, with a real Redis, a real MongoDB and a played API. */
export const worker: Bench = {
  name: 'worker',
  async run(lab, options, onProgress) {
    const bed = await openBed(lab);
    return options.concurrencies.length > 0 ? sweep(bed, options, onProgress) : [await duel(bed, options, onProgress)];
  },
};

async function duel(bed: Bed, { rounds, followers }: Options, onProgress: Tell): Promise<Result> {
  const variants = [await bed.naive(followers), await bed.product({ name: 'worker', followers })];
  return {
    ...bed.facts,
    name: 'worker',
    title: `worker: ${followers} new followers waiting, ${API}; naive: one job, one call, one write, 50 at once`,
    series: await interleave(variants, { rounds, warmUps: 1, onProgress }),
    baselines: [NAIVE],
  };
}

/** The worker against itself at different concurrencies, with full carriers and with jobs of a single push. */
async function sweep(
  bed: Bed,
  { rounds, followers, concurrencies }: Options,
  onProgress: Tell,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const shape of ['carriers', 'singles'] as const) {
    const isSingle = shape === 'singles';
    const count = isSingle ? Math.ceil(followers / SINGLE_SHARE) : followers;
    const variants: Variant[] = [];
    for (const concurrency of concurrencies) {
      const name = `${concurrency} at once`;
      variants.push(await bed.product({ name, followers: count, concurrency, ...(isSingle && { pushesAJob: 1 }) }));
    }
    results.push({
      ...bed.facts,
      name: `worker-concurrency-${shape}`,
      title: `worker: ${count} new followers waiting in ${isSingle ? 'jobs of one' : 'carriers of 100'}, ${API}`,
      series: await interleave(variants, { rounds, warmUps: 1, onProgress }),
      baselines: [`${concurrencies.includes(SHIPPED) ? SHIPPED : concurrencies[0]} at once`],
    });
  }
  return results;
}

type Bed = Awaited<ReturnType<typeof openBed>>;

async function openBed(lab: Lab) {
  const { urls, redis, mongo, pids, versions } = await startServersBehind(lab);
  let prefixes = 0;

  function variant(name: string, load: Omit<WorkerLoad, 'playedWechatUrl' | 'others'>): Variant {
    return { name, measure: () => measureWorker({ ...load, playedWechatUrl: urls.apiUrl, others: pids }) };
  }
  return {
    facts: {
      unit: 'event',
      versions,
      notes: [lab.pinning.note],
    },
    async naive(followers: number) {
      const program = await startNaiveWorker(lab, urls);
      const profiles = mongo.db('naive').collection('profiles');
      return variant(NAIVE, { worker: program, backlog: naiveBacklog(redis), profiles, followers });
    },
    async product(options: { name: string; followers: number; concurrency?: number; pushesAJob?: number }) {
      const { name, followers, pushesAJob, ...concurrency } = options;
      prefixes += 1;
      const prefix = `product${prefixes}`;
      const program = await startWorker(lab, { ...urls, prefix, ...concurrency });
      const profiles = mongo.db(prefix).collection('profiles');
      return variant(name, {
        worker: program,
        backlog: productBacklog(redis, prefix, pushesAJob),
        profiles,
        followers,
      });
    },
  } as const;
}
