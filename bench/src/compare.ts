import type { Sample, Series } from './interleave.js';
import { type Spread, spread } from './statistics.js';

/** A series by its baseline: round by round, then the median of that. */
export interface Comparison {
  /** How much more it does; above 1 is better. */
  readonly byRate: Spread;
  /** How much less processor time it takes; undefined where that is not known. */
  readonly byCpu: Spread | undefined;
  /** How much larger its other figures are, as far as both have them. */
  readonly byOther: Readonly<Record<string, Spread>>;
}

export function compare(series: Series, baseline: Series, others: readonly string[] = []): Comparison {
  const pairs = series.samples.map((sample, round) => [sample, baseline.samples[round]!] as const);
  const byCpu = pairs.map(([ours, theirs]) => measuredCpu(theirs) / measuredCpu(ours));
  const byOther = others.map(
    name => [name, pairs.map(([ours, theirs]) => other(ours, name) / other(theirs, name))] as const,
  );
  return {
    byRate: spread(pairs.map(([ours, theirs]) => ours.perSecond / theirs.perSecond)),
    byCpu: byCpu.some(Number.isNaN) ? undefined : spread(byCpu),
    byOther: Object.fromEntries(
      byOther.filter(([, ratios]) => !ratios.some(Number.isNaN)).map(([name, ratios]) => [name, spread(ratios)]),
    ),
  };
}

function measuredCpu(sample: Sample): number {
  return Object.values(sample.cpu)[0] ?? Number.NaN;
}

function other({ others = {} }: Sample, name: string): number {
  return others[name] ?? Number.NaN;
}
