import { randomBytes } from 'node:crypto';
import { enqueuePage, retryPage, type SyncQueues } from './sync-queues.js';
import { nextPage, type SyncState } from './sync-state.js';
import type { SyncStore } from './sync-store.js';

export interface StartedSync {
  readonly state: SyncState;
  /** It has begun now; else it was under way, or had come to a standstill and goes on. */
  readonly isNew: boolean;
}

/**
 * Starts an account's sync; the workers do it. One that is under way is not started again, but for `restart`, which drops it.
 *
 * @throws DependencyAwayError while Redis is away
 */
export async function startSync(
  { syncs, queues }: { readonly syncs: SyncStore; readonly queues: SyncQueues },
  appId: string,
  { restart = false } = {},
): Promise<StartedSync> {
  const isNew = await syncs.begin(appId, `${appId}-${randomBytes(6).toString('hex')}`, restart);
  const { id, failure } = await latest(syncs, appId);
  if (failure) await syncs.forgetFailure({ appId, sync: id, page: failure.page });
  const state = await latest(syncs, appId);
  // Also of a sync that is under way: whoever was about to put its next page there may have died.
  const due = failure ? { appId, sync: id, page: failure.page } : nextPage(appId, state);
  if (due) {
    await enqueuePage(queues, due);
    await retryPage(queues, due);
  }
  return { state, isNew };
}

async function latest(syncs: SyncStore, appId: string): Promise<SyncState> {
  const state = await syncs.read(appId);
  if (!state)
    throw new Error(`expected the sync of ${appId} that has just begun in Redis, found none: is Redis evicting keys?`);
  return state;
}
