import t from 'tap';
import type { Handlers } from '../src/handlers/handler.js';
import { HANDLERS } from '../src/handlers/index.js';
import { SYNC_HANDLERS } from '../src/sync/index.js';
import type { SyncHandlers } from '../src/sync/sync-handler.js';

t.test('a kind without a handler, or with another kind’s, does not compile', async t => {
  const { view, ...rest } = HANDLERS;
  // @ts-expect-error there is no handler for view
  const incomplete: Handlers = rest;
  // @ts-expect-error subscribe's handler does not know views
  const confused: Handlers = { ...HANDLERS, view: HANDLERS.subscribe };
  t.strictSame([typeof view, typeof incomplete, typeof confused], ['function', 'object', 'object']);
});

t.test('nor does a part of a sync without one', async t => {
  const { refresh, ...rest } = SYNC_HANDLERS;
  // @ts-expect-error there is no handler for refresh
  const incomplete: SyncHandlers = rest;
  // @ts-expect-error the handler of batches does not know pages
  const confused: SyncHandlers = { refresh, sync: refresh };
  t.strictSame([typeof incomplete, typeof confused], ['object', 'object']);
});
