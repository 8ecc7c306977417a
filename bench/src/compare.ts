import type { Sample, Series } from './interleave.js';
import { type Spread, spread } from './statistics.js';

/** How much more a series does than its baseline: round by round, then the median of that. Above 1 is better. */
export interface Comparison {
  readonly baseline: string;
  readonly byRate: Spread;
  /** How much less processor time it takes; undefined where that is not known. */
  readonly byCpu: Spread | undefined;
}

export function compare(series: Series, baseline: Series): Comparison {
  const pairs = series.samples.map((sample, round) => [sample, baseline.samples[round]!] as const);
  const byCpu = pairs.map(([ours, theirs]) => measuredCpu(theirs) / measuredCpu(ours));
  return {
    baseline: baseline.name,
    byRate: spread(pairs.map(([ours, theirs]) => ours.perSecond / theirs.perSecond)),
    byCpu: byCpu.some(Number.isNaN) ? undefined : spread(byCpu),
  };
}

function measuredCpu(sample: Sample): number {
  return Object.values(sample.cpu)[0] ?? Number.NaN;
}
