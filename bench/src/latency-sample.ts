import type { Sample } from './interleave.js';
import { quantile } from './statistics.js';

/** By the name of its column the share of latencies that do not exceed it. */
const QUANTILES = { 'p50 ms': 0.5, 'p99 ms': 0.99, 'p99.9 ms': 0.999 } as const;
export const LATENCIES = ['p50 ms', 'p99 ms', 'p99.9 ms'] as const satisfies readonly (keyof typeof QUANTILES)[];

export interface Sends {
  /** When each was due, in milliseconds from the beginning. */
  readonly schedule: readonly number[];
  /** When each was done. */
  readonly done: readonly number[];
  /** By how much the generator was late. */
  readonly late: readonly number[];
  /** How long the schedule lasts. */
  readonly seconds: number;
}

/** The latencies from when the sends were due, and whether what was offered was also done by the end of the schedule. */
export function latencySample({ schedule, done, late, seconds }: Sends): Omit<Sample, 'cpu'> {
  const latencies = done.map((at, index) => at - schedule[index]!);
  const inTime = done.filter(at => at <= seconds * 1_000).length;
  return {
    perSecond: inTime / seconds,
    others: {
      'offered/s': schedule.length / seconds,
      ...Object.fromEntries(Object.entries(QUANTILES).map(([name, share]) => [name, quantile(latencies, share)])),
      'generator late p99 ms': quantile(late, 0.99),
    },
  };
}

/** Less than that done of what was offered: what waits grows, and so do latencies, as long as one cares to measure. */
const KEEPS_UP = 0.95;

/** What the samples are worth: undefined if all that was offered was done, else a sentence. */
export function shortfall(name: string, samples: readonly Sample[]): string | undefined {
  const shares = samples.map(({ perSecond, others }) => perSecond / others!['offered/s']!);
  const least = Math.min(...shares);
  if (least >= KEEPS_UP) return undefined;
  return `${name} did not keep up: ${Math.round(least * 100)} % of what was offered was done in the worst round; its latencies grow as long as one measures`;
}
