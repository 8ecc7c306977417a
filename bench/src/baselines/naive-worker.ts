import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';
import { request } from 'undici';
import { NAIVE_PREFIX, NAIVE_QUEUE, type NaivePush } from './naive-queue.js';

// What one writes first: one job, one call, one write.

const CONCURRENCY = 50;
const [redisUrl = '', mongodbUrl = '', apiUrl = '', appId = '', appSecret = ''] = process.argv.slice(2);
const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
const mongo = new MongoClient(mongodbUrl, { writeConcern: { w: 'majority' } });
const profiles = mongo.db().collection('profiles');
await profiles.createIndex({ openid: 1 }, { unique: true });

// In two hours, as long as a token lasts, no bench is still running.
const { body } = await request(`${apiUrl}/cgi-bin/stable_token`, {
  method: 'POST',
  body: JSON.stringify({ grant_type: 'client_credential', appid: appId, secret: appSecret }),
});
const { access_token: accessToken } = (await body.json()) as { access_token: string };

const worker = new Worker<NaivePush>(
  NAIVE_QUEUE,
  async ({ data }) => {
    const query = `access_token=${accessToken}&openid=${data.FromUserName}&lang=zh_CN`;
    const answer = await request(`${apiUrl}/cgi-bin/user/info?${query}`);
    const info = (await answer.body.json()) as Record<string, unknown>;
    if (info.errcode) throw new Error(`user/info answered ${info.errcode}`);
    const profile = { ...info, subscribed: true, lastEventAt: new Date(data.CreateTime * 1_000) };
    await profiles.updateOne({ openid: data.FromUserName }, { $set: profile }, { upsert: true });
  },
  { connection, prefix: NAIVE_PREFIX, concurrency: CONCURRENCY },
);
worker.on('error', error => console.error(error));
await worker.waitUntilReady();
console.log('working');

process.once('SIGTERM', async () => {
  await worker.close();
  await mongo.close();
  connection.disconnect();
  process.exit(0); // undici's connections are kept alive
});
