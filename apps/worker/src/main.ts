import { setTimeout as pause } from 'node:timers/promises';
import {
  createWriteLimit,
  openPageViewStore,
  openProfileStore,
  openSuggestionStore,
} from '@wechat-pipeline/follower-store';
import { loadHandlersAtStart } from '@wechat-pipeline/handlers/folder';
import {
  backoffMilliseconds,
  closeQueues,
  openForwardQueues,
  openQueues,
  openSyncQueues,
  openSyncStore,
} from '@wechat-pipeline/jobs';
import { createHealth, createLog, logOutages, startAdminServer, stopInOrder } from '@wechat-pipeline/service';
import { openApiClient } from '@wechat-pipeline/wechat-core';
import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';
import { openDestinations } from './destinations.js';
import { readWorkerEnv } from './env.js';
import { HANDLERS } from './handlers/index.js';
import { openInquiries } from './inquiry.js';
import { createWorkerMetrics } from './metrics.js';
import { SYNC_HANDLERS } from './sync/index.js';
import { openWebhooks, type Webhooks } from './webhooks/open-webhooks.js';
import { type RunningWorker, startWorker } from './worker.js';
import { openWorkerAccounts } from './worker-accounts.js';

const env = readWorkerEnv();
const ownersHandlers = await loadHandlersAtStart('worker', env.HANDLERS_DIR);
const log = createLog('worker', env.LOG_LEVEL);

const mongo = new MongoClient(env.MONGODB_URL, {
  writeConcern: { w: 'majority' },
  // Whatever is written here may be written again, and is, by its job: to have MongoDB remember each write for that costs a third.
  retryWrites: false,
  serverSelectionTimeoutMS: 5_000,
  // A MongoDB that hangs counts as away after this.
  socketTimeoutMS: 10_000,
});
const suggestions = openSuggestionStore(mongo.db());

// One connection waits for jobs as long as it takes; the other one's commands are part of the work and must end.
const connection = new Redis(env.REDIS_URL, { maxRetriesPerRequest: null });
const redis = new Redis(env.REDIS_URL, { maxRetriesPerRequest: 1, commandTimeout: 5_000 });
logOutages('Redis', redis, log, 'work stops until it is back');
connection.on('error', () => {
  // told by the other connection
});

const onQueueError = (err: Error) => log.debug({ err }, 'queue');
const queues = openQueues(redis, env.QUEUE_PREFIX, onQueueError);
const syncQueues = openSyncQueues(redis, env.QUEUE_PREFIX, onQueueError);
const forwardQueues = openForwardQueues(redis, env.QUEUE_PREFIX, onQueueError);
const allQueues = { ...queues, ...syncQueues, ...forwardQueues };
const metrics = createWorkerMetrics(allQueues);
const writeLimit = createWriteLimit();
metrics.inFlight.limitWrites(writeLimit);
const profiles = openProfileStore(mongo.db(), suggestions, { limit: writeLimit, onWrite: metrics.inFlight.wrote });
const pageViews = openPageViewStore(mongo.db());
const client = openApiClient({ url: env.WECHAT_API_URL, onCall: metrics.called });
let webhooks: Webhooks | undefined;
const serveWebhooks = () => void webhooks?.serve(accounts.all().flatMap(account => account.webhooks));
const accounts = await openWorkerAccounts(env, { client, redis, log, metrics, onReload: serveWebhooks });

const health = createHealth({ redis: () => redis.ping(), mongodb: () => mongo.db().command({ ping: 1 }) });
const admin = await startAdminServer({
  host: env.ADMIN_HOST,
  port: env.ADMIN_PORT,
  health,
  metrics: metrics.registry,
});

let isStopping = false;
let worker: RunningWorker | undefined;
stopInOrder(log, async () => {
  isStopping = true;
  health.drain();
  const { checks } = await health.ready();
  const lost = new Promise(resolve => connection.once('close', resolve));
  // Should Redis go now, too, there is nothing left that could be waited for.
  const isForced = checks.redis !== 'ok';
  await Promise.race([Promise.all([worker?.close(isForced), webhooks?.stop(isForced)]), lost]);
  await Promise.all([closeQueues(allQueues), webhooks?.close()]);
  accounts.close();
  await Promise.all([client.close(), mongo.close(), admin.close()]);
  redis.disconnect();
  connection.disconnect();
});

for (let attempt = 1; !isStopping; attempt += 1) {
  try {
    await Promise.all([profiles.prepare(), suggestions.prepare(), pageViews.prepare()]);
    break;
  } catch (err) {
    if (isStopping) break;
    log.error({ err }, 'MongoDB is away: work begins when it is there');
    await pause(Math.min(5_000, backoffMilliseconds(attempt, 500)));
  }
}
if (!isStopping) {
  const opened = openWebhooks({ connection, redis, prefix: env.QUEUE_PREFIX, profiles, log, metrics });
  webhooks = opened;
  serveWebhooks();
  worker = startWorker({
    handlers: HANDLERS,
    syncHandlers: SYNC_HANDLERS,
    ownersHandlers,
    context: {
      accounts: { byAppId: appId => accounts.byAppId(appId)?.api },
      inquiryOf: openInquiries(metrics.inFlight),
      profiles,
      suggestions,
      pageViews,
      redis,
      prefix: env.QUEUE_PREFIX,
      queues,
      destinations: openDestinations(ownersHandlers, forwardQueues, opened.destinations),
      syncs: openSyncStore(redis, env.QUEUE_PREFIX),
      syncQueues,
      log,
    },
    connection,
    concurrency: env.WORKER_CONCURRENCY,
    metrics,
  });
  log.info({ admin: admin.url, concurrency: env.WORKER_CONCURRENCY, handlers: [...ownersHandlers.keys()] }, 'working');
}
