import { join } from 'node:path';
import { startMongod, startRedis } from '@wechat-pipeline/local-servers';
import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';
import type { Closing } from './closing.js';
import type { DemoEnv } from './env.js';
import { Failure } from './failure.js';
import { hidePassword } from './hide-password.js';
import type { Terminal } from './terminal.js';

const DATABASE = 'wechat';
const ANSWER_MILLISECONDS = 5_000;

export interface Stores {
  readonly redisUrl: string;
  /** Names the database. */
  readonly mongodbUrl: string;
  readonly redis: Redis;
  readonly mongo: MongoClient;
}

/** Redis and MongoDB: those of the environment, else our own, which keep their data between runs. */
export async function openStores(env: DemoEnv, closing: Closing, terminal: Terminal): Promise<Stores> {
  const onProgress = (line: string) => terminal.line('', line);
  const [redisUrl, mongodbUrl] = await Promise.all([
    env.redisUrl ?? startOwn('redis', directory => startRedis({ directory, appendOnly: true, onProgress })),
    env.mongodbUrl ?? startOwn('mongodb', directory => startMongod({ directory, onProgress }), `/${DATABASE}`),
  ]);
  const [redis, mongo] = await Promise.all([openRedis(redisUrl, closing), openMongo(mongodbUrl, closing)]);
  const origin = (own: boolean, name: string) =>
    own ? `data in ${join(env.directory, name)}` : 'from the environment';
  terminal.line('Redis', `${hidePassword(redisUrl)} · ${origin(!env.redisUrl, 'redis')}`);
  terminal.line('MongoDB', `${hidePassword(mongodbUrl)} · ${origin(!env.mongodbUrl, 'mongodb')}`);
  return { redisUrl, mongodbUrl, redis, mongo };

  async function startOwn(
    name: string,
    start: (directory: string) => Promise<{ readonly url: string; stop(): Promise<void> }>,
    database = '',
  ): Promise<string> {
    try {
      const server = await start(join(env.directory, name));
      closing.add(() => server.stop());
      return server.url + database;
    } catch (error) {
      throw new Failure((error as Error).message, { cause: error });
    }
  }
}

async function openRedis(url: string, closing: Closing): Promise<Redis> {
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 1,
    connectTimeout: ANSWER_MILLISECONDS,
    commandTimeout: ANSWER_MILLISECONDS,
    // Only needed while the demo looks on; that Redis is away is told by ingress and worker.
    retryStrategy: () => null,
  });
  let reason = 'no answer';
  redis.on('error', error => {
    reason = error.message;
  });
  closing.add(() => redis.disconnect());
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    throw new Failure(`REDIS_URL: no Redis to work with at ${hidePassword(url)}: ${reason}`, { cause: error });
  }
  return redis;
}

async function openMongo(url: string, closing: Closing): Promise<MongoClient> {
  try {
    const mongo = new MongoClient(url, { serverSelectionTimeoutMS: ANSWER_MILLISECONDS });
    closing.add(() => mongo.close());
    await mongo.db().command({ ping: 1 });
    return mongo;
  } catch (error) {
    const { message } = error as Error;
    throw new Failure(`MONGODB_URL: no MongoDB to work with at ${hidePassword(url)}: ${message}`, { cause: error });
  }
}
