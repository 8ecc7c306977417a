import t from 'tap';
import type { Handlers } from '../src/handlers/handler.js';
import { HANDLERS } from '../src/handlers/index.js';

t.test('a kind without a handler, or with another kind’s, does not compile', async t => {
  const { view, ...rest } = HANDLERS;
  // @ts-expect-error there is no handler for view
  const incomplete: Handlers = rest;
  // @ts-expect-error subscribe's handler does not know views
  const confused: Handlers = { ...HANDLERS, view: HANDLERS.subscribe };
  t.strictSame([typeof view, typeof incomplete, typeof confused], ['function', 'object', 'object']);
});
