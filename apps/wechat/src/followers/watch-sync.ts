import { setTimeout as pause } from 'node:timers/promises';
import type { SyncState, SyncStore } from '@wechat-pipeline/jobs';

const LOOK_MILLISECONDS = 500;

/** The state of an account's sync from time to time, until it is over, comes to a standstill, or nobody looks any more. */
export async function* watchSync(
  syncs: SyncStore,
  appId: string,
  signal: AbortSignal,
): AsyncGenerator<SyncState, void, undefined> {
  while (!signal.aborted) {
    const state = await syncs.read(appId);
    if (!state) return;
    yield state;
    if (state.finishedAt || state.failure) return;
    await pause(LOOK_MILLISECONDS, undefined, { signal }).catch(() => {});
  }
}
