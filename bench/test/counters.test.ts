import t from 'tap';
import { BUDGETS } from '../src/counters/budgets.js';
import { countAll } from '../src/counters/count-all.js';
import { inLab } from '../src/lab.js';

const NOT_PINNED = { isPinned: false, note: '', prefix: [] };

t.test('a push costs no more than is budgeted for it', async t => {
  const figures = await inLab(NOT_PINNED, line => t.comment(line), countAll);
  t.strictSame(
    Object.keys(figures).sort(),
    BUDGETS.map(({ figure }) => figure).sort(),
    'whatever is counted has a budget',
  );
  for (const { figure, most, reason } of BUDGETS) {
    const counted = figures[figure]!;
    t.ok(counted > 0 && counted <= most, `${figure}: ${counted} of ${most}. ${reason}`);
  }
});
