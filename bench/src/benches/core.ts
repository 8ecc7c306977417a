import type { Bench, Result } from '../bench.js';
import { linearity } from '../core/linearity.js';
import { answering, opening } from '../core/opening.js';
import { parsing } from '../core/parsing.js';
import { verifying } from '../core/verifying.js';
import { interleave, type Variant } from '../interleave.js';
import { measureCalls } from '../measure-calls.js';

/** A function is measured for a fifteenth of what a server is: it has no connections to fill. */
const SLICES = 15;
/** And here, of long documents of several lengths, for a hundredth. */
const LONG_SLICES = 100;

/** What wechat-core takes for a push, in this process and without a server. */
export const core: Bench = {
  name: 'core',
  async run(_lab, { rounds, seconds }, onProgress) {
    const measured = [...parsing(), verifying(), opening(), answering()];
    const variants = measured.flatMap(({ name, calls }) =>
      Object.entries(calls).map(
        ([call, function_]): Variant => ({
          name: `${name}, ${call}`,
          measure: async () => measureCalls(function_, seconds / SLICES),
        }),
      ),
    );
    const series = await interleave(variants, { rounds, warmUps: 2, onProgress });
    const results = measured.map(({ name, title, calls, baseline, notes }): Result => {
      const ours = Object.keys(calls).map(call => ({
        name: call,
        samples: series.find(one => one.name === `${name}, ${call}`)!.samples,
      }));
      return { name, title, unit: 'call', series: ours, baselines: [baseline], versions: {}, notes };
    });
    return [...results, await long(rounds, seconds / LONG_SLICES, onProgress)];
  },
};

async function long(rounds: number, seconds: number, onProgress: (line: string) => void): Promise<Result> {
  return {
    name: 'core-long',
    title: 'core: reading long documents that are slow for whoever looks at anything twice, from 1 to 256 KiB',
    unit: 'KiB',
    series: await interleave(linearity(seconds), { rounds, warmUps: 1, onProgress }),
    baselines: [],
    versions: {},
    notes: ['KiB/s: of the longest. 256 by 16: what a KiB of 256 takes, by what a KiB of 16 takes; 16 were quadratic'],
  };
}
