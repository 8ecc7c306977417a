import type { OpenidPage } from '@wechat-pipeline/wechat-core';

/**
 * A sync goes through an account's whole follower list and asks the platform for everybody on it. No push is in its jobs:
 * what they bring is the platform's own word.
 *
 * Each kind has a queue of its name, and a handler in the worker. The next page is put into its queue when everybody on
 * the page before has been asked for, so that Redis and the workers hold one page of an account at a time.
 */
export interface SyncJobs {
  readonly sync: SyncPage;
  readonly refresh: SyncBatch;
}

export type SyncKind = keyof SyncJobs;
export const SYNC_KINDS = ['sync', 'refresh'] as const satisfies readonly SyncKind[];

export interface PartOfSync {
  readonly appId: string;
  /** The id of the sync; the account may have begun another one since. */
  readonly sync: string;
  /** Counted from 1. */
  readonly page: number;
}

/** A page of the follower list. */
export interface SyncPage extends PartOfSync {
  /**
   * What is on it, up to 10,000 OpenIDs; absent until the platform has been asked. Who takes this job over from a worker
   * that died asks no second time, and makes the same batches of it.
   */
  readonly listing?: OpenidPage;
}

/** Followers of a page who are asked for in one call. */
export interface SyncBatch extends PartOfSync {
  /** Counted from 0, within the page. */
  readonly batch: number;
  readonly openids: readonly string[];
}

/** `user/info/batchget` takes as many OpenIDs. */
const BATCH_SIZE = 100;

/** The page's OpenIDs, a call's worth each. */
export function batchesOf({ openids }: OpenidPage): readonly (readonly string[])[] {
  const count = Math.ceil(openids.length / BATCH_SIZE);
  return Array.from({ length: count }, (_, index) => openids.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE));
}
