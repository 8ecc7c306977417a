import { createHealth, createLog, headStart, startAdminServer, stopInOrder } from '@wechat-pipeline/service';
import { readIngressEnv } from './env.js';
import { openIngressAccounts } from './ingress-accounts.js';
import { openIntake } from './intake.js';
import { createIngressMetrics } from './metrics.js';
import { connectRedis } from './redis.js';
import { buildServer } from './server.js';

const env = readIngressEnv();
const log = createLog('ingress', env.LOG_LEVEL);
const accounts = await openIngressAccounts(env, log);
const metrics = createIngressMetrics();
const redis = connectRedis(env.REDIS_URL, log);
const intake = openIntake({
  redis,
  prefix: env.QUEUE_PREFIX,
  timestampToleranceSeconds: env.WECHAT_TIMESTAMP_TOLERANCE_SECONDS,
  onEnqueued: metrics.enqueued,
  onError: err => log.debug({ err }, 'queue'),
});
const health = createHealth({ redis: () => redis.ping() });
const server = buildServer({
  path: env.WECHAT_PATH,
  accounts,
  intake,
  health,
  log,
  metrics,
  format: env.WECHAT_FORMAT,
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
  await intake.close();
  accounts.close();
  redis.disconnect();
  await admin.close();
});

await headStart(redis);
const url = await server.listen({ host: env.HOST, port: env.PORT });
log.info({ url, path: env.WECHAT_PATH, admin: admin.url }, 'listening');
