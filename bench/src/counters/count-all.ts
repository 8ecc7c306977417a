import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';
import type { Lab } from '../lab.js';
import { startIngress, startPlayedWechat, startWorker } from '../programs.js';
import { countAllocations } from './count-allocations.js';
import { countIngress } from './count-ingress.js';
import { countWorker } from './count-worker.js';
import { OWN_CONNECTION } from './watch-redis.js';

const PREFIX = 'counted';
const QUEUE = 'subscribe';

/** What a push costs that can be counted, by the name of the figure: on every machine the same, whatever else that does. */
export async function countAll(lab: Lab): Promise<Readonly<Record<string, number>>> {
  const [redisServer, mongod, wechat, allocated] = await Promise.all([
    lab.redis(),
    lab.mongod(),
    startPlayedWechat(lab),
    countAllocations(),
  ]);
  const redis = new Redis(redisServer.url, { maxRetriesPerRequest: null, connectionName: OWN_CONNECTION });
  const mongo = new MongoClient(mongod.url);
  lab.onClose(async () => redis.disconnect());
  lab.onClose(() => mongo.close());
  const common = { redis, redisUrl: redisServer.url, prefix: PREFIX };

  const ingress = await startIngress(lab, redisServer.url, PREFIX);
  const ofIngress = await countIngress({ ...common, ingress, queue: QUEUE });
  await ingress.stop();
  await redis.flushall();

  const urls = { redisUrl: redisServer.url, mongodbUrl: mongod.url, apiUrl: wechat.url };
  await startWorker(lab, { ...urls, prefix: PREFIX });
  const ofWorker = await countWorker({ ...common, db: mongo.db(PREFIX), wechatUrl: wechat.url });
  return { ...ofIngress, ...ofWorker, 'bytes allocated a text': allocated };
}
