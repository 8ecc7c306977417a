import type { Bench, Result } from '../bench.js';
import { interleave, type Variant } from '../interleave.js';
import { measurePipeline, populate } from '../measure-pipeline.js';
import { openPipelineBed, type Pair } from '../pipeline-bed.js';
import { LATENCY } from '../played-wechat.js';
import { createPopulation } from '../population.js';

const NAIVE = 'naive';
const PRODUCT = 'ingress + worker';

/** A slice has to be long beside what the last profile takes. */
const SLICES = 2;
/** More than come back in a slice. */
const EXISTING = 30_000;
/** A quarter of a second’s work, roughly, and more than what keeps either of them busy. */
const ON_THE_WAY = { naive: 250, product: 2_000 };

const CASES = [
  { name: 'pipeline', what: 'all of them new followers', everyReturning: 0 },
  { name: 'pipeline-returning', what: 'half of them have followed before', everyReturning: 2 },
] as const;

/** The whole way, from the push to the profile: how many events a second can be sustained, and what each costs. */
export const pipeline: Bench = {
  name: 'pipeline',
  async run(lab, { rounds, seconds }, onProgress) {
    const bed = await openPipelineBed(lab);
    const variantsOf = async (name: keyof typeof ON_THE_WAY, pair: Pair): Promise<readonly Variant[]> => {
      const population = createPopulation(EXISTING);
      await populate(pair, population, written => onProgress(`${name}: ${written} profiles`));
      return CASES.map(({ name: case_, everyReturning }) => ({
        name: `${case_} ${name}`,
        measure: () =>
          measurePipeline({
            bed,
            pair,
            population,
            everyReturning,
            onTheWay: ON_THE_WAY[name],
            seconds: seconds * SLICES,
            measured: { name: 'all', processes: ['ingress', 'worker', ...Object.keys(bed.others)] },
          }),
      }));
    };
    const naive = await variantsOf('naive', await bed.naive());
    const product = await variantsOf('product', await bed.product('product'));
    const variants = CASES.flatMap((_, index) => [naive[index]!, product[index]!]);
    const series = await interleave(variants, { rounds, warmUps: 1, onProgress });
    return CASES.map(({ name, what }): Result => {
      const samplesOf = (side: string) => series.find(one => one.name === `${name} ${side}`)!.samples;
      return {
        name,
        title:
          `pipeline: signed subscribe pushes to profiles in MongoDB, ${what}, an API that takes ${LATENCY.single} ms, a batch ` +
          `${LATENCY.batch} ms; naive: one job, one call, one write, 50 at once`,
        unit: 'event',
        series: [
          { name: NAIVE, samples: samplesOf('naive') },
          { name: PRODUCT, samples: samplesOf('product') },
        ],
        baselines: [NAIVE],
        versions: bed.facts.versions,
        notes: [
          'ingress and worker share the first core, everything else the second; MiB: resident under load',
          ...bed.facts.notes,
        ],
      };
    });
  },
};
