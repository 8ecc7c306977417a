import { closeQueues, openSyncQueues, openSyncStore, type SyncQueues, type SyncStore } from '@wechat-pipeline/jobs';
import { connectRedis } from './connect-redis.js';
import { readNamedQueueEnv, readQueueEnv } from './env.js';
import { findAccount } from './find-account.js';

export interface AccountSyncs {
  readonly appId: string;
  readonly syncs: SyncStore;
  readonly queues: SyncQueues;
}

/**
 * Does something with the syncs of an account, which are in Redis.
 *
 * @param name in the account file; without one it is the environment's
 */
export async function withSyncs<T>(name: string | undefined, work: (syncs: AccountSyncs) => Promise<T>): Promise<T> {
  const { appId, env } = findAccount(name, { own: readQueueEnv, named: readNamedQueueEnv });
  const redis = await connectRedis(env.REDIS_URL);
  const queues = openSyncQueues(redis, env.QUEUE_PREFIX, () => {
    // Whoever adds to them is told.
  });
  try {
    return await work({ appId, syncs: openSyncStore(redis, env.QUEUE_PREFIX), queues });
  } finally {
    await closeQueues(queues);
    redis.disconnect();
  }
}
