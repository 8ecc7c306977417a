import type { ConditionalMenu, CreatedConditionalMenu, Menu } from '@wechat-pipeline/wechat-core';
import fc from 'fast-check';
import t from 'tap';
import { hasChanges, planMenus } from '../src/menu/plan-menus.js';

const MENU: Menu = { button: [{ type: 'click', name: 'a', key: 'K' }] };
const conditional = (tag: string): ConditionalMenu => ({ ...MENU, matchrule: { tag_id: tag } });

/** A plan from what the platform has to what the file has, both with the oldest first, and what the platform has then. */
function plan(before: readonly string[], file: readonly string[]) {
  const oldestFirst = before.map(
    (tag, index): CreatedConditionalMenu => ({ ...MENU, matchrule: { tag_id: tag }, menuid: String(index) }),
  );
  const made = planMenus(
    { menu: MENU, conditionalMenus: file.map(conditional) },
    {
      created: { menu: MENU, conditionalmenu: oldestFirst.toReversed() },
      current: { is_menu_open: 1, menu: MENU },
    },
  );
  const kept = oldestFirst.filter(menu => !made.deletions.includes(menu));
  return { made, after: [...kept, ...made.creations].map(({ matchrule }) => matchrule.tag_id) };
}

t.test('whatever the platform has, the plan leads to the conditional menus of the file in their order', async t => {
  const tags = fc.array(fc.constantFrom('1', '2', '3'));
  fc.assert(
    fc.property(tags, tags, (before, file) => {
      const { made, after } = plan(before, file);
      t.strictSame(after, file);
      t.equal(hasChanges(made), before.join() !== file.join());
    }),
  );
});
