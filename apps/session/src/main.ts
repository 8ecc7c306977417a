import { openProfileStore, openSuggestionStore } from '@wechat-pipeline/follower-store';
import { createHealth, createLog, headStart, startAdminServer, stopInOrder } from '@wechat-pipeline/service';
import { openApiClient } from '@wechat-pipeline/wechat-core';
import { readSessionEnv } from './env.js';
import { createSessionMetrics } from './metrics.js';
import { connectMongodb } from './mongodb.js';
import { connectRedis } from './redis.js';
import { buildServer } from './server.js';
import { openSessionAccounts } from './session-accounts.js';

const env = readSessionEnv();
const log = createLog('session', env.LOG_LEVEL);
const redis = connectRedis(env.REDIS_URL, log);
const mongo = connectMongodb(env.MONGODB_URL);
const client = openApiClient({ url: env.WECHAT_API_URL });
const accounts = await openSessionAccounts(env, { client, redis, log });
const metrics = createSessionMetrics();
const health = createHealth({ redis: () => redis.ping(), mongodb: () => mongo.db().command({ ping: 1 }) });
const server = buildServer({
  url: env.SESSION_URL.replace(/\/$/, ''),
  authorizeUrl: env.WECHAT_AUTHORIZE_URL.replace(/\/$/, ''),
  sessionSeconds: env.SESSION_SECONDS,
  accounts,
  profiles: openProfileStore(mongo.db(), openSuggestionStore(mongo.db())),
  metrics,
  health,
  log,
  now: Date.now,
});

const admin = await startAdminServer({
  host: env.ADMIN_HOST,
  port: env.ADMIN_PORT,
  health,
  metrics: metrics.registry,
});
stopInOrder(log, async () => {
  health.drain();
  await server.close();
  accounts.close();
  await Promise.all([client.close(), mongo.close(), admin.close()]);
  redis.disconnect();
});

const { protocol, hostname } = new URL(env.SESSION_URL);
if (protocol === 'http:' && !['127.0.0.1', 'localhost'].includes(hostname)) {
  log.warn('SESSION_URL is http://: cookies can be read on their way. That is for trying things out.');
}
await headStart(redis);
const url = await server.listen({ host: env.HOST, port: env.SESSION_PORT });
log.info({ url, admin: admin.url }, 'listening');
