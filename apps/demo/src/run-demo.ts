import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { closeQueues, openQueues } from '@wechat-pipeline/jobs';
import { checkReady } from './check-ready.js';
import type { Closing } from './closing.js';
import type { DemoEnv } from './env.js';
import { Failure } from './failure.js';
import { type Played, play } from './play.js';
import { showMenu } from './show-menu.js';
import { showStory } from './show-story.js';
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
  const played = env.credentials ? undefined : await play(env, closing, terminal);
  const pipeline = await startPipeline({ env, stores, played, closing, terminal });
  const { ingress, worker, session, pushUrl } = pipeline;
  const programs = [ingress, worker, session];
  const untilOneDies = Promise.race(programs.map(({ died }) => died));

  await Promise.race([
    untilOneDies,
    played ? showPlayed(played, pipeline, stores, terminal) : checkReady(programs, terminal),
  ]);
  if (!played) tellWhatToType(pushUrl, terminal);
  const logFiles = [...programs.map(({ logFile }) => logFile), ...ownLogFiles(env)];
  if (isOnce) {
    terminal.title('All went as it should.');
    terminal.line('logs', logFiles.join(' · '));
    return;
  }
  tellWhereEverythingIs({ ...pipeline, stores, played, logFiles }, terminal);
  terminal.title('It stays up. Ctrl-C ends it.');
  await untilOneDies;
}

async function showPlayed(
  { platform, accountFile, ...pages }: Played,
  { ingress, worker, session, pushUrl, shopUrl, queuePrefix }: Pipeline,
  { redis, redisUrl, mongo }: Stores,
  terminal: Terminal,
): Promise<void> {
  // Whether Redis can be used is told by whatever needs it.
  const queues = openQueues(redis, queuePrefix, () => {});
  try {
    await showMenu({ accountFile, apiUrl: platform.url, redis, redisUrl, queuePrefix, terminal });
    await showStory({ pushUrl, shopUrl, ...pages, platform, queues, db: mongo.db(), terminal });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(
      `${error.message}\nLogs: ${[ingress, worker, session].map(({ logFile }) => logFile).join(' · ')}`,
      { cause: error },
    );
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
