import { setTimeout as delay } from 'node:timers/promises';
import { ACCOUNT, OPENID_PREFIX } from './account.js';
import type { Lab } from './lab.js';
import type { Program } from './start-program.js';

// The programs that are measured or needed for it: ours as they ship, and the naive ones of `baselines/`.

const LISTENING = /"url":"(http[^"]+)".*"listening"/;
const URL_LINE = /^(http\S+)$/m;
const READY_POLL_MILLISECONDS = 20;
const COMMON = { WECHAT_APP_ID: ACCOUNT.appId, ADMIN_PORT: '0', LOG_LEVEL: 'info' };

/**
 * @param prefix of its keys in Redis; default: the product's
 * @param env more of its environment
 */
export async function startIngress(
  lab: Lab,
  redisUrl: string,
  prefix?: string,
  env?: Readonly<Record<string, string>>,
): Promise<Program> {
  const ingress = await launchIngress(lab, redisUrl, prefix, env);
  // It listens before it has its connection to Redis, and refuses events until then.
  while (!(await fetch(`${ingress.url}/readyz`)).ok) await delay(READY_POLL_MILLISECONDS);
  return ingress;
}

/** Resolves as soon as it listens. */
export function launchIngress(lab: Lab, redisUrl: string, prefix = 'wechat', env = {}): Promise<Program> {
  return lab.start({
    module: 'apps/ingress/build/src/main.js',
    env: {
      ...COMMON,
      WECHAT_TOKEN: ACCOUNT.token,
      REDIS_URL: redisUrl,
      QUEUE_PREFIX: prefix,
      HOST: '127.0.0.1',
      PORT: '0',
      ...env,
    },
    ready: LISTENING,
    isMeasured: true,
  });
}

/** @param prefix of its keys in Redis, and its database's name: workers to be compared must not share their work */
export function startWorker(
  lab: Lab,
  options: {
    redisUrl: string;
    mongodbUrl: string;
    apiUrl: string;
    prefix: string;
    /** default: the product's */
    concurrency?: number;
  },
): Promise<Program> {
  const { redisUrl, mongodbUrl, apiUrl, prefix, concurrency } = options;
  return lab.start({
    module: 'apps/worker/build/src/main.js',
    env: {
      ...COMMON,
      WECHAT_APP_SECRET: ACCOUNT.appSecret,
      WECHAT_API_URL: apiUrl,
      REDIS_URL: redisUrl,
      MONGODB_URL: `${mongodbUrl}/${prefix}`,
      QUEUE_PREFIX: prefix,
      ...(concurrency !== undefined && { WORKER_CONCURRENCY: String(concurrency) }),
    },
    ready: /"working"/,
    isMeasured: true,
  });
}

export function startSession(
  lab: Lab,
  { redisUrl, mongodbUrl, apiUrl }: { redisUrl: string; mongodbUrl: string; apiUrl: string },
): Promise<Program> {
  return lab.start({
    module: 'apps/session/build/src/main.js',
    env: {
      ...COMMON,
      WECHAT_APP_SECRET: ACCOUNT.appSecret,
      WECHAT_API_URL: apiUrl,
      REDIS_URL: redisUrl,
      MONGODB_URL: `${mongodbUrl}/wechat`,
      HOST: '127.0.0.1',
      SESSION_PORT: '0',
    },
    ready: LISTENING,
    isMeasured: true,
  });
}

export function startPlayedWechat(lab: Lab): Promise<Program> {
  return lab.start({
    module: 'packages/played-wechat/build/src/main.js',
    env: {
      WECHAT_APP_ID: ACCOUNT.appId,
      WECHAT_APP_SECRET: ACCOUNT.appSecret,
      PORT: '0',
      PLAYED_AUTO_FOLLOW: OPENID_PREFIX,
    },
    ready: /listens on (http\S+)/,
    isMeasured: false,
  });
}

export function startBareFastify(lab: Lab): Promise<Program> {
  return lab.start({ module: 'bench/build/src/baselines/bare-fastify.js', ready: URL_LINE, isMeasured: true });
}

export function startNaiveIngress(lab: Lab, redisUrl: string): Promise<Program> {
  return lab.start({
    module: 'bench/build/src/baselines/naive-ingress.js',
    arguments: [redisUrl, ACCOUNT.token],
    ready: URL_LINE,
    isMeasured: true,
  });
}

export function startFastifyXadd(lab: Lab, redisUrl: string): Promise<Program> {
  return lab.start({
    module: 'bench/build/src/baselines/fastify-xadd.js',
    arguments: [redisUrl, ACCOUNT.token],
    ready: URL_LINE,
    isMeasured: true,
  });
}

export function startNaiveWorker(
  lab: Lab,
  { redisUrl, mongodbUrl, apiUrl }: { redisUrl: string; mongodbUrl: string; apiUrl: string },
): Promise<Program> {
  return lab.start({
    module: 'bench/build/src/baselines/naive-worker.js',
    arguments: [redisUrl, `${mongodbUrl}/naive`, apiUrl, ACCOUNT.appId, ACCOUNT.appSecret],
    ready: /working/,
    isMeasured: true,
  });
}

/** Writes profiles as it is asked to, see `writes/main.ts`. */
export function startWriter(lab: Lab, mongodbUrl: string): Promise<Program> {
  return lab.start({
    module: 'bench/build/src/writes/main.js',
    arguments: [mongodbUrl],
    ready: URL_LINE,
    isMeasured: true,
  });
}
