import type { Webhook } from '@wechat-pipeline/accounts';
import { openProfileStore, openSuggestionStore, type ProfileStore, subscribed } from '@wechat-pipeline/follower-store';
import { addOnce, type ReceivedPush } from '@wechat-pipeline/jobs';
import { mongodbForTest, redisForTest, type Teardown } from '@wechat-pipeline/local-servers';
import { createLog } from '@wechat-pipeline/service';
import { openWebhookQueue, openWebhookStates, PATIENCE, type Patience } from '@wechat-pipeline/webhooks';
import type { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';
import { createWorkerMetrics, type WorkerMetrics } from '../src/metrics.js';
import type { AccountWebhook } from '../src/webhooks/account-webhook.js';
import { openWebhooks, type Webhooks } from '../src/webhooks/open-webhooks.js';

export const SHOP = { name: 'shop', appId: 'wx0123456789abcdef' };
export const SECRET = `whsec_${Buffer.alloc(32, 'a').toString('base64')}`;

export interface DeliveringWorker extends Webhooks {
  readonly metrics: WorkerMetrics;
  /** What it logged, a line each. */
  readonly logged: readonly string[];
}

const NO_MONGODB = 'mongodb://127.0.0.1:1/none?serverSelectionTimeoutMS=100';

/** A worker’s part that delivers, any number of times on one Redis and one MongoDB. */
export async function startWebhooks(
  t: Teardown,
  { isMongodbAway = false, ...impatience }: Partial<Patience> & { readonly isMongodbAway?: boolean } = {},
) {
  // Nobody waits for a day; what waits for long is told by the state of its job.
  const patience: Patience = { ...PATIENCE, retryPauses: [1], breakAfter: 1_000, ...impatience };
  const { url, prefix } = await redisForTest(t);
  const redis = new Redis(url, { maxRetriesPerRequest: null });
  const mongo = new MongoClient(isMongodbAway ? NO_MONGODB : await mongodbForTest(t));
  const profiles = openProfileStore(mongo.db(), openSuggestionStore(mongo.db()));
  const states = openWebhookStates(redis, prefix, patience);
  const workers: DeliveringWorker[] = [];
  const queues = new Map<string, Queue<ReceivedPush>>();
  t.teardown(async () => {
    await Promise.all(workers.map(worker => worker.stop(false)));
    await Promise.all([...workers, ...queues.values()].map(one => one.close()));
    if (!isMongodbAway) await mongo.db().dropDatabase();
    await mongo.close();
    redis.disconnect();
  });

  /** An endpoint’s queue, to look into. */
  function queue(name: string): Queue<ReceivedPush> {
    const opened = queues.get(name) ?? openWebhookQueue(redis, prefix, { appId: SHOP.appId, name }, () => {});
    queues.set(name, opened);
    return opened;
  }

  return {
    redis,
    states,
    queue,
    profiles,
    startWorker(...webhooks: readonly AccountWebhook[]): DeliveringWorker {
      const logged: string[] = [];
      const log = createLog('worker', 'trace', { write: line => void logged.push(line) });
      const metrics = createWorkerMetrics({});
      const worker = openWebhooks({ connection: redis, redis, prefix, profiles, log, metrics, patience });
      void worker.serve(webhooks);
      const running = { ...worker, metrics, logged };
      workers.push(running);
      return running;
    },
    /** Puts a push of each into the endpoint’s queue. */
    add: (name: string, ...openids: readonly string[]) => addOnce(queue(name), openids.map(textOf)),
    follows: (openid: string) => follow(profiles, openid),
  };
}

/** An endpoint of the shop’s that wants all texts. */
export function webhookTo(
  url: string,
  { secret = SECRET, ...settings }: Partial<Omit<Webhook, 'secret'>> & { readonly secret?: string } = {},
): AccountWebhook {
  const webhook = { name: 'crm', url, secret: { env: 'S' }, kinds: ['text' as const], allowPrivateAddresses: true };
  return { account: SHOP, webhook: { ...webhook, ...settings }, secret };
}

const AT = Date.parse('2026-11-24T08:00:00Z');

function textOf(openid: string): ReceivedPush {
  const header = { toUserName: 'gh_account', fromUserName: openid, createTime: AT / 1_000, msgType: 'text' };
  const push = { ...header, kind: 'text' as const, content: `a secret of ${openid}`, msgId: '1' };
  return { appId: SHOP.appId, receivedAt: AT, push };
}

async function follow(profiles: ProfileStore, openid: string): Promise<void> {
  const header = { toUserName: 'gh_account', fromUserName: openid, createTime: AT / 1_000, msgType: 'event' };
  const push = { ...header, kind: 'subscribe' as const, event: 'subscribe', appId: SHOP.appId, receivedAt: AT };
  const info = { subscribe: 1 as const, openid, nickname: `a nickname of ${openid}`, language: 'zh_CN' };
  await profiles.apply([subscribed(push, info, new Date(AT))]);
}

/** Looks again and again, until there is something to be seen. */
export async function until<T>(look: () => Promise<T | false | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}
