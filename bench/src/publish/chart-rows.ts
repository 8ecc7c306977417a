import type { Spread } from '../statistics.js';
import type { Summary, VariantSummary } from '../summary.js';
import { figure as told } from '../summary-table.js';

/** A mark of a chart, with its whisker. */
export interface ChartRow extends Spread {
  readonly variant: string;
  readonly group: string;
  /** Empty where the chart shows one figure. */
  readonly figure: string;
  readonly isOurs: boolean;
  /** Its median for the reader. */
  readonly label: string;
}

export function chartRows({ variants, baselines, ours, chart }: Summary): readonly ChartRow[] {
  const { figures = [] } = chart ?? {};
  return variants.flatMap(one =>
    shown(one, figures).map(([figure, spread]) => ({
      variant: one.name,
      group: one.group ?? '',
      figure: figures.length > 1 ? figure : '',
      isOurs: ours?.includes(one.name) ?? !baselines.includes(one.name),
      label: told(spread.median),
      ...spread,
    })),
  );
}

function shown(
  { perSecond, others }: VariantSummary,
  figures: readonly string[],
): readonly (readonly [string, Spread])[] {
  if (figures.length === 0) return [['', perSecond]];
  return figures.flatMap(name => (others[name] === undefined ? [] : [[name, others[name]] as const]));
}
