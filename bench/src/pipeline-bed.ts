import { openQueues } from '@wechat-pipeline/jobs';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Collection } from 'mongodb';
import { ACCOUNT } from './account.js';
import { openNaiveQueue } from './baselines/naive-queue.js';
import type { Lab } from './lab.js';
import { startIngress, startNaiveIngress, startNaiveWorker, startWorker } from './programs.js';
import { startServersBehind } from './servers-behind.js';
import type { Program } from './start-program.js';

/** An ingress and a worker, and what is between and behind them. */
export interface Pair {
  readonly ingress: Program;
  readonly worker: Program;
  readonly queue: Queue;
  readonly profiles: Collection;
  /** Which field of a profile is indexed and names the follower, and how. */
  readonly key: { readonly field: '_id' | 'openid'; of(openid: string): string };
}

/** Everything from the ingress to MongoDB, ours and the naive design’s. */
export interface PipelineBed {
  readonly redis: Redis;
  readonly wechatUrl: string;
  /** The servers behind the pairs, by their pid. */
  readonly others: Readonly<Record<string, number>>;
  readonly facts: { readonly versions: Readonly<Record<string, string>>; readonly notes: readonly string[] };
  /** @param prefix of its keys, and its database’s name */
  product(prefix: string): Promise<Pair>;
  naive(): Promise<Pair>;
  /** Resolves when what MongoDB has in memory is in its files: it would write it in the background, during what is measured next. */
  flushMongodb(): Promise<void>;
}

export async function openPipelineBed(
  lab: Lab,
  { cacheGigabytes }: { readonly cacheGigabytes?: number } = {},
): Promise<PipelineBed> {
  const { urls, redis, mongo, pids, versions } = await startServersBehind(
    lab,
    cacheGigabytes === undefined ? {} : { cacheGigabytes },
  );
  return {
    redis,
    wechatUrl: urls.apiUrl,
    others: pids,
    facts: { versions, notes: [lab.pinning.note] },
    async flushMongodb() {
      await mongo.db('admin').command({ fsync: 1 });
    },
    async product(prefix) {
      const [ingress, worker] = await Promise.all([
        startIngress(lab, urls.redisUrl, prefix),
        startWorker(lab, { ...urls, prefix }),
      ]);
      return {
        ingress,
        worker,
        queue: openQueues(redis, prefix, ignore).subscribe,
        profiles: mongo.db(prefix).collection('profiles'),
        key: { field: '_id', of: openid => `${ACCOUNT.appId}:${openid}` },
      };
    },
    async naive() {
      const [ingress, worker] = await Promise.all([startNaiveIngress(lab, urls.redisUrl), startNaiveWorker(lab, urls)]);
      const queue = openNaiveQueue(redis);
      queue.on('error', ignore);
      return {
        ingress,
        worker,
        queue,
        profiles: mongo.db('naive').collection('profiles'),
        key: { field: 'openid', of: openid => openid },
      };
    },
  };
}

/** A command that fails rejects, too. */
function ignore(): void {}
