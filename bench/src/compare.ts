import type { Series } from './interleave.js';
import { type Spread, spread } from './statistics.js';

/** How much more a series does than its baseline: round by round, then the median of that. Above 1 is better. */
export interface Comparison {
  readonly baseline: string;
  readonly byRate: Spread;
  /** How much less processor time of the server it takes; undefined where that is not known. */
  readonly byCpu: Spread | undefined;
}

export function compare(series: Series, baseline: Series): Comparison {
  const pairs = series.samples.map((sample, round) => [sample, baseline.samples[round]!] as const);
  const byCpu = pairs.map(([ours, theirs]) => (theirs.cpu.server ?? Number.NaN) / (ours.cpu.server ?? Number.NaN));
  return {
    baseline: baseline.name,
    byRate: spread(pairs.map(([ours, theirs]) => ours.perSecond / theirs.perSecond)),
    byCpu: byCpu.some(Number.isNaN) ? undefined : spread(byCpu),
  };
}
