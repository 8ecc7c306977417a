import type { Bench } from '../bench.js';
import { interleave, type Variant } from '../interleave.js';
import { measurePipeline, populate } from '../measure-pipeline.js';
import { openPipelineBed, type PipelineBed } from '../pipeline-bed.js';
import { LATENCY } from '../played-wechat.js';
import { createPopulation } from '../population.js';

const FEW = 10_000;
const ON_THE_WAY = 2_000;
/** Half of the pushes are of somebody who follows already, of whichever of them all. */
const EVERY_RETURNING = 2;
const SLICES = 2;
const MEASURED = { name: 'worker + mongod', processes: ['worker', 'mongod'] };

/** What an event costs when there are many profiles, and when there are few. */
export const growth: Bench = {
  name: 'growth',
  isOnDemand: true,
  async run(lab, { rounds, seconds, profiles, cacheGigabytes }, onProgress) {
    const bed = await openPipelineBed(lab, { cacheGigabytes });
    const few = await variantOf(bed, 'few', FEW, seconds, onProgress);
    const begun = performance.now();
    const many = await variantOf(bed, 'many', profiles, seconds, onProgress);
    const minutes = (performance.now() - begun) / 60_000;
    await bed.flushMongodb();
    const series = await interleave([few, many], { rounds, warmUps: 1, onProgress });
    const size = gibibytes(await many.bytesOnDisk());
    return [
      {
        name: 'growth',
        title:
          `growth: signed subscribe pushes to profiles, half of them new and half returning, beside ${named(profiles)} profiles and ` +
          `beside ${named(FEW)}; an API that takes ${LATENCY.single} ms, a batch ${LATENCY.batch} ms`,
        unit: 'event',
        series,
        baselines: [few.name],
        versions: bed.facts.versions,
        notes: [
          `mongod with a cache of ${cacheGigabytes} GB; the profiles were written in ${minutes.toFixed(1)} minutes, and took ${size} in the end`,
          'half of what is pushed comes to them, round by round; who returns is anybody of those at the beginning',
          ...bed.facts.notes,
        ],
      },
    ];
  },
};

async function variantOf(
  bed: PipelineBed,
  prefix: string,
  size: number,
  seconds: number,
  onProgress: (line: string) => void,
): Promise<Variant & { bytesOnDisk(): Promise<number> }> {
  const pair = await bed.product(prefix);
  const population = createPopulation(size);
  await populate(pair, population, written => onProgress(`${named(written)} of ${named(size)} profiles`));
  const load = { bed, pair, population, everyReturning: EVERY_RETURNING, onTheWay: ON_THE_WAY };
  return {
    name: `${named(size)} profiles`,
    measure: () => measurePipeline({ ...load, seconds: seconds * SLICES, measured: MEASURED }),
    async bytesOnDisk() {
      const [stats] = await pair.profiles.aggregate([{ $collStats: { storageStats: {} } }]).toArray();
      return Number(stats?.storageStats.totalSize);
    },
  };
}

function named(count: number): string {
  return count.toLocaleString('en');
}

function gibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(2)} GiB on the disk`;
}
