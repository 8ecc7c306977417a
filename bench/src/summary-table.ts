import type { Spread } from './statistics.js';
import type { Ratio, Summary, VariantSummary } from './summary.js';

export const PLURAL = {
  request: 'requests',
  event: 'events',
  call: 'calls',
  push: 'pushes',
  start: 'starts',
  KiB: 'KiB',
} as const satisfies Readonly<Record<Summary['unit'], string>>;

/** The rows of a result's table, the first of which holds the headings. */
export function summaryTable(summary: Summary): readonly (readonly string[])[] {
  const { unit, variants, baselines, compared = [] } = summary;
  const short = unit === 'request' ? 'req' : unit;
  const hasGroups = variants.some(({ group }) => group !== undefined);
  const processes = namesOf(variants, ({ cpu }) => cpu);
  const others = namesOf(variants, one => one.others);
  const heads = [
    'variant',
    ...(hasGroups ? ['at'] : []),
    `${unit === 'request' ? 'reqs' : PLURAL[unit]}/s [min–max]`,
    ...processes.map(name => `${name} CPU µs/${short}`),
    ...others,
    ...baselines.flatMap(name =>
      compared.length > 0 ? compared.map(column => `${column} ÷ ${name}`) : [`× ${name}`, 'by CPU'],
    ),
  ];
  const rows = variants.map(one => [
    one.name,
    ...(hasGroups ? [one.group ?? ''] : []),
    withSpread(one.perSecond, count),
    ...processes.map(name => figure(one.cpu[name]?.median)),
    ...others.map(name => figure(one.others[name]?.median)),
    ...baselines.flatMap(name => comparison(summary, one, name)),
  ]);
  return [heads, ...rows];
}

/** On what it was measured, with which versions. */
export function circumstances({ machine, versions }: Summary): string {
  const { cores, cpu, memoryGiB, system, loadAverage } = machine;
  const all = Object.entries({ ...machine.versions, ...versions }).map(([name, version]) => `${name} ${version}`);
  return `${cores} cores, ${cpu}, ${memoryGiB} GiB, ${system}, load average ${loadAverage} before; ${all.join(', ')}`;
}

function comparison({ ratios, compared = [] }: Summary, one: VariantSummary, baseline: string): readonly string[] {
  const columns = compared.length || 2;
  if (one.name === baseline) return Array.from({ length: columns }, () => '1');
  const isOurs = (ratio: Ratio) =>
    ratio.variant === one.name && ratio.group === one.group && ratio.baseline === baseline;
  const ratio = ratios.find(isOurs);
  if (ratio === undefined) return Array.from({ length: columns }, () => '–');
  const shown = compared.length > 0 ? compared.map(name => ratio.others[name]) : [ratio.perSecond, ratio.cpu];
  return shown.map(by => (by === undefined ? '–' : withSpread(by)));
}

function namesOf(
  variants: readonly VariantSummary[],
  figures: (variant: VariantSummary) => Readonly<Record<string, Spread>>,
): readonly string[] {
  return [...new Set(variants.flatMap(variant => Object.keys(figures(variant))))];
}

export function withSpread({ median, min, max }: Spread, format: (value: number) => string = figure): string {
  return `${format(median)} [${format(min)}–${format(max)}]`;
}

const count = (value: number) => Math.round(value).toLocaleString('en');

export function figure(value: number | undefined): string {
  if (value === undefined) return '–';
  if (value >= 100) return count(value);
  return value >= 10 ? value.toFixed(1) : value.toFixed(value < 0.1 ? 3 : 2);
}
