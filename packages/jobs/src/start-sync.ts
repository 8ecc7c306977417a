import { randomBytes } from 'node:crypto';
import { enqueuePage, type SyncQueues } from './sync-queues.js';
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
  if (failure) {
    const part = { appId, sync: id, page: failure.page };
    await syncs.forgetFailure(part);
    await enqueuePage(queues, part);
  }
  // Also of one that is under way: whoever was about to do it may have died.
  const state = await latest(syncs, appId);
  const next = nextPage(appId, state);
  if (next) await enqueuePage(queues, next);
  return { state, isNew };
}

async function latest(syncs: SyncStore, appId: string): Promise<SyncState> {
  const state = await syncs.read(appId);
  if (!state)
    throw new Error(`expected the sync of ${appId} that has just begun in Redis, found none: is Redis evicting keys?`);
  return state;
}
