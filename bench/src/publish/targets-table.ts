import type { Spread } from '../statistics.js';
import type { Summary } from '../summary.js';
import { withSpread } from '../summary-table.js';
import { markdownTable } from './markdown-table.js';
import { TARGETS, type Target } from './targets.js';

/** Targets beside what was reached, as far as it was measured. */
export function targetsTable(summaries: readonly Summary[], targets = TARGETS): string {
  const rows = targets.map(one => {
    const summary = summaries.find(({ name }) => name === one.result);
    const isSkipped = one.mayBeSkipped && !summary?.variants.some(({ name }) => name === one.variant);
    if (summary === undefined || isSkipped) return [one.what, one.target, 'not measured', '', ''];
    return [one.what, one.target, ...reached(one, summary), `[\`${summary.command}\`](#${summary.name})`];
  });
  return markdownTable([['what', 'target', 'reached [min–max]', 'by CPU', 'command'], ...rows]);
}

/** What was reached, and where that is what is done per second, what it is by processor time. */
function reached(target: Target, summary: Summary): readonly [string, string] {
  const { variant, beside, figure } = target;
  if (target.against === undefined) {
    const own = withSpread(figureOf(target, variant, summary));
    return [beside ? `${own}; ${beside}: ${withSpread(figureOf(target, beside, summary))}` : own, ''];
  }
  const ratio = summary.ratios.find(
    one => one.variant === variant && one.group === target.group && one.baseline === target.against,
  );
  const by = figure === undefined ? ratio?.perSecond : ratio?.others[figure];
  if (ratio === undefined || by === undefined) throw missing(target);
  return [withSpread(by), figure === undefined && ratio.cpu ? withSpread(ratio.cpu) : ''];
}

function figureOf(target: Target, variant: string, { variants }: Summary): Spread {
  const one = variants.find(({ name, group }) => name === variant && group === target.group);
  const value = target.figure === undefined ? one?.perSecond : one?.others[target.figure];
  if (value === undefined) throw missing(target);
  return value;
}

function missing({ what, result, ...place }: Target): Error {
  return new Error(
    `expected the result ${result} to have a figure for “${what}”, there is none at ${JSON.stringify(place)}: ` +
      'has a variant been renamed? src/publish/targets.ts says where it is looked for',
  );
}
