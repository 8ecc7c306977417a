import type { Result } from './bench.js';
import { compare } from './compare.js';
import type { Sample, Series } from './interleave.js';
import type { machine } from './machine.js';
import { type Spread, spread } from './statistics.js';

/** A result as it is told and published: of the samples their median and spread. */
export interface Summary extends Omit<Result, 'series' | 'failures'> {
  /** What was typed to get it. */
  readonly command: string;
  /** When it was measured, in ISO 8601. */
  readonly at: string;
  readonly machine: ReturnType<typeof machine>;
  readonly options: Readonly<Record<string, number>>;
  readonly variants: readonly VariantSummary[];
  readonly ratios: readonly Ratio[];
}

export interface VariantSummary {
  readonly name: string;
  readonly group?: string;
  readonly perSecond: Spread;
  /** Microseconds a request or event, by process; without those that the system does not tell. */
  readonly cpu: Readonly<Record<string, Spread>>;
  readonly others: Readonly<Record<string, Spread>>;
}

/** A variant by a baseline of its group: made round by round, then the median is taken. */
export interface Ratio {
  readonly variant: string;
  readonly group?: string;
  readonly baseline: string;
  /** How many times as much it does per second. */
  readonly perSecond: Spread;
  /** How many times less processor time the measured process takes; absent where that is not known. */
  readonly cpu?: Spread;
  /** How many times as large the columns of `compared` are. */
  readonly others: Readonly<Record<string, Spread>>;
}

export type Circumstances = Pick<Summary, 'command' | 'at' | 'machine' | 'options'>;

export function summarise(result: Result, { command, at, machine, options }: Circumstances): Summary {
  const { name, title, unit, series, baselines, ours, compared, chart, versions, notes } = result;
  return {
    name,
    title,
    command,
    at,
    machine,
    versions,
    options,
    unit,
    ...(chart && { chart }),
    baselines,
    ...(ours && { ours }),
    ...(compared && { compared }),
    variants: series.map(summariseSeries),
    ratios: baselines.flatMap(baseline =>
      series.flatMap(one => {
        const other = series.find(({ name, group }) => name === baseline && group === one.group);
        return other === undefined || other === one ? [] : [ratioOf(one, other, compared)];
      }),
    ),
    notes,
  };
}

function summariseSeries({ name, group, samples }: Series): VariantSummary {
  return {
    name,
    ...(group && { group }),
    perSecond: rounded(samples.map(({ perSecond }) => perSecond)),
    cpu: spreads(samples, ({ cpu }) => cpu),
    others: spreads(samples, ({ others = {} }) => others),
  };
}

function spreads(
  samples: readonly Sample[],
  figures: (sample: Sample) => Readonly<Record<string, number | undefined>>,
): Readonly<Record<string, Spread>> {
  const names = new Set(samples.flatMap(sample => Object.keys(figures(sample))));
  return Object.fromEntries(
    [...names].flatMap(name => {
      const values = samples.map(sample => figures(sample)[name]).filter(value => value !== undefined);
      return values.length === 0 ? [] : [[name, rounded(values)]];
    }),
  );
}

function ratioOf(one: Series, baseline: Series, compared: readonly string[] = []): Ratio {
  const { byRate, byCpu, byOther } = compare(one, baseline, compared);
  return {
    variant: one.name,
    ...(one.group && { group: one.group }),
    baseline: baseline.name,
    perSecond: roundedSpread(byRate),
    ...(byCpu && { cpu: roundedSpread(byCpu) }),
    others: Object.fromEntries(Object.entries(byOther).map(([name, by]) => [name, roundedSpread(by)])),
  };
}

const rounded = (values: readonly number[]) => roundedSpread(spread(values));

/** To four digits, which is more than any of them is worth. */
function roundedSpread({ median, min, max }: Spread): Spread {
  const round = (value: number) => Number(value.toPrecision(4));
  return { median: round(median), min: round(min), max: round(max) };
}
