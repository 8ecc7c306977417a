import type { Bench } from '../bench.js';
import { BUDGETS } from '../counters/budgets.js';
import { countAll } from '../counters/count-all.js';
import { showProgress } from '../progress.js';
import { table } from '../table.js';

/** What can be counted, which no machine and no neighbour changes: it is told, and nothing is measured. */
export const counters: Bench = {
  name: 'counters',
  async run(lab, _options, onProgress) {
    onProgress('counting');
    const figures = await countAll(lab);
    const rows = BUDGETS.map(({ figure, most }) => [figure, told(figures[figure]), told(most)]);
    showProgress('');
    console.log(`\ncounters: what a push costs, by counting\n\n${table([['figure', 'counted', 'budget'], ...rows])}`);
    return [];
  },
};

function told(figure: number | undefined): string {
  if (figure === undefined) return '–';
  return figure >= 10 ? Math.round(figure).toLocaleString('en') : String(Number(figure.toFixed(3)));
}
