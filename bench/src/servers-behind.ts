import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';
import type { Lab } from './lab.js';
import { setLatency } from './played-wechat.js';
import { startPlayedWechat } from './programs.js';
import { redisVersion } from './redis-version.js';

export interface ServersBehind {
  readonly urls: { readonly redisUrl: string; readonly mongodbUrl: string; readonly apiUrl: string };
  readonly redis: Redis;
  readonly mongo: MongoClient;
  readonly pids: { readonly redis: number; readonly mongod: number; readonly API: number };
  readonly versions: { readonly redis: string; readonly mongod: string };
}

/** Starts all that an ingress and a worker need behind them, with an API that takes its time, and opens what looks into it. */
export async function startServersBehind(
  lab: Lab,
  mongodOptions: Parameters<Lab['mongod']>[0] = {},
): Promise<ServersBehind> {
  const [redisServer, mongod, wechat] = await Promise.all([
    lab.redis(),
    lab.mongod(mongodOptions),
    startPlayedWechat(lab),
  ]);
  const redis = new Redis(redisServer.url, { maxRetriesPerRequest: null });
  const mongo = new MongoClient(mongod.url);
  lab.onClose(async () => redis.disconnect());
  lab.onClose(() => mongo.close());
  await setLatency(wechat.url);
  const { version } = await mongo.db().admin().serverInfo();
  return {
    urls: { redisUrl: redisServer.url, mongodbUrl: mongod.url, apiUrl: wechat.url },
    redis,
    mongo,
    pids: { redis: redisServer.pid, mongod: mongod.pid, API: wechat.pid },
    versions: { redis: await redisVersion(redisServer.url), mongod: String(version) },
  };
}
