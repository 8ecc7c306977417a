import type { Result } from './bench.js';
import { compare } from './compare.js';
import type { Series } from './interleave.js';
import { type Spread, spread } from './statistics.js';
import { table } from './table.js';

/** A result for the terminal. */
export function report(result: Result): string {
  const { title, unit, series, baselines, versions, notes } = result;
  const short = unit === 'request' ? 'req' : unit;
  const plural = { req: 'reqs', event: 'events', call: 'calls', push: 'pushes', start: 'starts', KiB: 'KiB' }[short];
  const [first] = series[0]!.samples;
  const processes = Object.keys(first!.cpu);
  const others = Object.keys(first!.others ?? {});
  const heads = [
    'variant',
    `${plural}/s [min–max]`,
    ...processes.map(name => `${name} CPU µs/${short}`),
    ...others,
    ...baselines.flatMap(name => [`× ${name}`, 'by CPU']),
  ];
  const rows = series.map(one => [
    one.name,
    ofSpread(spread(one.samples.map(({ perSecond }) => perSecond)), count),
    ...processes.map(name => ofMedian(one, sample => sample.cpu[name], ratio)),
    ...others.map(name => ofMedian(one, sample => sample.others?.[name], ratio)),
    ...baselines.flatMap(name => comparison(one, series.find(other => other.name === name)!)),
  ]);
  const servers = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    title,
    '',
    table([heads, ...rows]),
    '',
    ...[...notes, ...(servers.length > 0 ? [servers.join(', ')] : [])].map(note => `- ${note}`),
  ].join('\n');
}

function comparison(one: Series, baseline: Series): readonly string[] {
  if (one === baseline) return ['1', '1'];
  const { byRate, byCpu } = compare(one, baseline);
  return [ofSpread(byRate, ratio), byCpu === undefined ? '–' : ofSpread(byCpu, ratio)];
}

function ofMedian(
  { samples }: Series,
  value: (sample: Series['samples'][number]) => number | undefined,
  format: (value: number) => string,
): string {
  const values = samples.map(value).filter(one => one !== undefined);
  return values.length === 0 ? '–' : format(spread(values).median);
}

function ofSpread({ median, min, max }: Spread, format: (value: number) => string): string {
  return `${format(median)} [${format(min)}–${format(max)}]`;
}

const count = (value: number) => Math.round(value).toLocaleString('en');
const ratio = (value: number) => (value >= 10 ? value.toFixed(1) : value.toFixed(value < 0.1 ? 3 : 2));
