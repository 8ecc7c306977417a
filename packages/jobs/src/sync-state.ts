import type { PartOfSync } from './sync-jobs.js';

/** How far an account's latest sync is. */
export interface SyncState {
  readonly id: string;
  readonly startedAt: Date;
  /** The page that is worked on, or was worked on last; 0 before the first. */
  readonly page: number;
  /** Of its batches, how many are not done. */
  readonly pending: number;
  /** The last OpenIDs on it, the very last first: the next page begins behind one of these. None: there is no next page. */
  readonly after: readonly string[];
  /** How many followers the account has, as the platform told with that page. */
  readonly total?: number;
  /** How many were on the pages so far. */
  readonly listed: number;
  /** Of how many the platform has told. */
  readonly refreshed: number;
  /** Of how many it has not, when it was asked. */
  readonly failed: number;
  readonly finishedAt?: Date;
  /** Something waits until then, and is none the worse for it; the time may have passed. */
  readonly waiting?: { readonly until: Date; readonly reason: string };
  /** A page has failed for good. Starting the sync again goes on with it. */
  readonly failure?: { readonly page: number; readonly reason: string };
}

/** From the fields that are in Redis; undefined: there are none. */
export function readSyncState(fields: Readonly<Record<string, string>>): SyncState | undefined {
  const { id = '', startedAt, page, pending, after = '[]', total, listed, refreshed, failed, finishedAt } = fields;
  if (id === '') return undefined;
  const { waitingUntil, waitingReason: waits = '', failedPage, failureReason: fails = '' } = fields;
  return {
    id,
    startedAt: new Date(Number(startedAt)),
    page: Number(page),
    pending: Number(pending),
    // Sound: it is written as such.
    after: JSON.parse(after) as string[],
    ...(total !== undefined && { total: Number(total) }),
    listed: Number(listed),
    refreshed: Number(refreshed),
    failed: Number(failed),
    ...(finishedAt !== undefined && { finishedAt: new Date(Number(finishedAt)) }),
    ...(waitingUntil !== undefined && { waiting: { until: new Date(Number(waitingUntil)), reason: waits } }),
    ...(failedPage !== undefined && { failure: { page: Number(failedPage), reason: fails } }),
  };
}

/** The page that is to be put into its queue: the one before is done. */
export function nextPage(
  appId: string,
  { id, page, pending, after, finishedAt, failure }: SyncState,
): PartOfSync | undefined {
  const isDue = pending === 0 && after.length > 0 && !finishedAt && !failure;
  return isDue ? { appId, sync: id, page: page + 1 } : undefined;
}
