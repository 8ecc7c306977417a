import { Redis } from 'ioredis';
import { NAIVE_PREFIX, NAIVE_QUEUE } from '../baselines/naive-queue.js';
import type { Bench, Result } from '../bench.js';
import { countPushes } from '../count-pushes.js';
import { interleave, type Sample, type Series, type Variant } from '../interleave.js';
import type { Lab } from '../lab.js';
import { LATENCIES, shortfall } from '../latency-sample.js';
import { measureAcknowledgement } from '../measure-acknowledgement.js';
import { measureProfileLatency } from '../measure-profile-latency.js';
import type { Options } from '../options.js';
import { openPipelineBed } from '../pipeline-bed.js';
import { LATENCY } from '../played-wechat.js';
import { poissonSchedule } from '../poisson-schedule.js';
import { startBareFastify, startIngress, startNaiveIngress } from '../programs.js';
import { redisVersion } from '../redis-version.js';
import { equallyAnsweredTextRequests, subscribeRequests } from '../signed-pushes.js';
import type { Program } from '../start-program.js';

type Tell = (line: string) => void;

const BARE = 'bare Fastify';
const NAIVE = 'naive';

/** Pushes a second, and how many times longer than other benches measure: of few sends the slowest hundredth is soon counted. */
const RATES = [
  { rate: 100, slices: 8, pauseMilliseconds: 2 },
  { rate: 2_000, slices: 4, pauseMilliseconds: 5 },
  { rate: 5_000, slices: 4, pauseMilliseconds: 5 },
] as const;
type Rate = (typeof RATES)[number];

/** What the naive pair is over its capacity with is not run. */
const NAIVE_PAIR_CAN = 500;
const SEED = 1;

/** How long one waits at a given rate of pushes: for the acknowledgement, and for the profile. */
export const latency: Bench = {
  name: 'latency',
  isOnDemand: true,
  async run(lab, options, onProgress) {
    return [await acknowledgement(lab, options, onProgress), await profile(lab, options, onProgress)];
  },
};

async function acknowledgement(lab: Lab, { rounds, seconds }: Options, onProgress: Tell): Promise<Result> {
  const server = await lab.redis();
  const redis = new Redis(server.url);
  lab.onClose(async () => redis.disconnect());
  const [bare, naive, ingress] = await Promise.all([
    startBareFastify(lab),
    startNaiveIngress(lab, server.url),
    startIngress(lab, server.url),
  ]);
  const [texts, subscribes] = [equallyAnsweredTextRequests(), subscribeRequests()];

  /** Throws if Redis has not exactly the pushes that were acknowledged. */
  async function measureEvents(program: Program, queue: string, schedule: Schedule): Promise<Sample> {
    const { answers, ...sample } = await measureAcknowledgement({ server: program, next: subscribes, ...schedule });
    const { pushes } = await countPushes(redis, queue);
    if (pushes !== answers) throw new Error(`expected ${answers} pushes in Redis, as acknowledged, got ${pushes}`);
    await redis.flushall();
    return sample;
  }
  const variants = RATES.flatMap(rate => [
    variant(BARE, rate, seconds, schedule => measureAcknowledgement({ server: bare, next: texts, ...schedule })),
    variant(NAIVE, rate, seconds, schedule => measureEvents(naive, `${NAIVE_PREFIX}:${NAIVE_QUEUE}`, schedule)),
    variant('ingress', rate, seconds, schedule => measureEvents(ingress, 'wechat:subscribe', schedule)),
  ]);
  const series = await interleave(variants, { rounds, warmUps: 1, onProgress });
  return {
    name: 'latency-acknowledgement',
    title:
      'latency: from when a subscribe push is due to its acknowledgement, Redis with AOF everysec; the bare Fastify answers a constant',
    ...facts(series, 'milliseconds from when it was due to its acknowledgement, logarithmic'),
    baselines: [BARE, NAIVE],
    versions: { redis: await redisVersion(server.url) },
    notes: [lab.pinning.note, ...schedules(seconds), ...shortfalls(series, isTheirs)],
  };
}

async function profile(lab: Lab, { rounds, seconds }: Options, onProgress: Tell): Promise<Result> {
  const bed = await openPipelineBed(lab);
  const [naive, product] = [await bed.naive(), await bed.product('product')];
  const variants = RATES.flatMap(rate => {
    const { pauseMilliseconds } = rate;
    const of = (name: string, pair: typeof naive) =>
      variant(name, rate, seconds, schedule => measureProfileLatency({ bed, pair, pauseMilliseconds, ...schedule }));
    return [...(rate.rate <= NAIVE_PAIR_CAN ? [of(NAIVE, naive)] : []), of('ingress + worker', product)];
  });
  const series = await interleave(variants, { rounds, warmUps: 1, onProgress });
  return {
    name: 'latency-profile',
    title: `latency: from when a new follower’s push is due to their profile in MongoDB, an API that takes ${LATENCY.single} ms, a batch ${LATENCY.batch} ms; naive: one job, one call, one write, 50 at once`,
    ...facts(series, 'milliseconds from when the push was due to the profile, logarithmic'),
    baselines: [NAIVE],
    versions: bed.facts.versions,
    notes: [
      'ingress and worker share the first core, everything else the second',
      'naive is not run where it cannot keep up',
      ...schedules(seconds),
      ...shortfalls(series, isTheirs),
    ],
  };
}

interface Schedule {
  readonly schedule: readonly number[];
  readonly seconds: number;
}

/** A variant that gets another schedule in each round: the same as the others at that rate. */
function variant(
  name: string,
  { rate, slices }: Rate,
  slice: number,
  measure: (schedule: Schedule) => Promise<Sample>,
): Variant {
  const seconds = slice * slices;
  let seed = SEED;
  return {
    name,
    group: `${rate.toLocaleString('en')}/s`,
    measure() {
      const schedule = poissonSchedule(rate, seconds, seed);
      seed += 1;
      return measure({ schedule, seconds });
    },
  };
}

function facts(series: readonly Series[], axis: string) {
  return {
    unit: 'event',
    series,
    compared: LATENCIES.slice(0, 2),
    chart: { figures: LATENCIES, axis, scale: 'log' },
    failures: shortfalls(series, name => !isTheirs(name)),
  } as const;
}

function schedules(slice: number): readonly string[] {
  const sends = RATES.map(({ rate, slices }) => `${Math.round(rate * slices * slice)} at ${rate}/s`);
  return [`sends are a Poisson process, in each round another: about ${sends.join(', ')}`];
}

/** Ours must keep up, for the others it is told. */
function shortfalls(series: readonly Series[], isMeant: (name: string) => boolean): readonly string[] {
  const meant = series.filter(({ name }) => isMeant(name));
  return meant.flatMap(({ name, group, samples }) => shortfall(`${name} at ${group}`, samples) ?? []);
}

const isTheirs = (name: string) => name === BARE || name === NAIVE;
