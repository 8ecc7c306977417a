import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { closeQueues, openQueues } from '@wechat-pipeline/jobs';
import { createPusher, type Platform, startPlatform } from '@wechat-pipeline/played-wechat';
import { checkReady } from './check-ready.js';
import type { Closing } from './closing.js';
import type { DemoEnv } from './env.js';
import { Failure } from './failure.js';
import { BY_HAND, PLAYED_ACCOUNT } from './played-account.js';
import { showLife } from './show-life.js';
import { type Pipeline, startPipeline } from './start-pipeline.js';
import { openStores, type Stores } from './stores.js';
import type { Terminal } from './terminal.js';
import { tellWhatToType, tellWhereEverythingIs } from './where-everything-is.js';

export interface DemoOptions {
  readonly env: DemoEnv;
  readonly isOnce: boolean;
  readonly closing: Closing;
  readonly terminal: Terminal;
}

/**
 * Starts everything and shows that it works; then resolves if `isOnce`, and else stays until something ends that should
 * not. Rejects with what is wrong.
 */
export async function runDemo({ env, isOnce, closing, terminal }: DemoOptions): Promise<void> {
  await mkdir(env.directory, { recursive: true });
  terminal.title('Starting');
  const stores = await openStores(env, closing, terminal);
  const platform = env.credentials ? undefined : await playPlatform(closing, terminal);
  const pipeline = await startPipeline({ env, stores, platform, closing, terminal });
  const { ingress, worker, pushUrl } = pipeline;
  const untilOneDies = Promise.race([ingress.died, worker.died]);

  await Promise.race([
    untilOneDies,
    platform ? playFollower(platform, pipeline, stores, terminal) : checkReady([ingress, worker], terminal),
  ]);
  if (!platform) tellWhatToType(pushUrl, terminal);
  const logFiles = [ingress.logFile, worker.logFile, ...ownLogFiles(env)];
  if (isOnce) {
    terminal.title('All went as it should.');
    terminal.line('logs', logFiles.join(' · '));
    return;
  }
  tellWhereEverythingIs({ ...pipeline, stores, apiUrl: platform?.url, logFiles }, terminal);
  terminal.title('It stays up. Ctrl-C ends it.');
  await untilOneDies;
}

async function playPlatform(closing: Closing, terminal: Terminal): Promise<Platform> {
  const platform = await startPlatform({ accounts: [PLAYED_ACCOUNT], autoFollow: BY_HAND });
  closing.add(() => platform.close());
  terminal.line('WeChat', `played, for want of credentials · its API on ${platform.url}`);
  return platform;
}

async function playFollower(
  platform: Platform,
  { ingress, worker, pushUrl, queuePrefix }: Pipeline,
  { redis, mongo }: Stores,
  terminal: Terminal,
): Promise<void> {
  // Whether Redis can be used is told by whatever needs it.
  const queues = openQueues(redis, queuePrefix, () => {});
  try {
    await showLife({
      pusher: createPusher({ url: pushUrl, ...PLAYED_ACCOUNT }),
      platform,
      queues,
      profiles: mongo.db().collection<{ _id: string }>('profiles'),
      terminal,
    });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(`${error.message}\nLogs: ${ingress.logFile} · ${worker.logFile}`, { cause: error });
  } finally {
    await closeQueues(queues);
  }
}

function ownLogFiles({ directory, redisUrl, mongodbUrl }: DemoEnv): string[] {
  return [
    ...(redisUrl ? [] : [join(directory, 'redis', 'redis-server.log')]),
    ...(mongodbUrl ? [] : [join(directory, 'mongodb', 'mongod.log')]),
  ];
}
