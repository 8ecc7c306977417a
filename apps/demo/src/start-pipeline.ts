import { join } from 'node:path';
import type { Platform } from '@wechat-pipeline/played-wechat';
import { choosePort } from './choose-port.js';
import type { Closing } from './closing.js';
import type { DemoEnv } from './env.js';
import { PLAYED_ACCOUNT } from './played-account.js';
import { type Program, startProgram } from './start-program.js';
import type { Stores } from './stores.js';
import type { Terminal } from './terminal.js';

export interface Pipeline {
  readonly ingress: Program;
  readonly worker: Program;
  /** Where WeChat is to push to, as seen from this machine. */
  readonly pushUrl: string;
  readonly queuePrefix: string;
}

/** Of a real account the pushes come from outside, of the played one from this process. */
const ANYWHERE = '0.0.0.0';
const HERE = '127.0.0.1';

/** Starts ingress and worker, for the account of the environment or for the played one. */
export async function startPipeline(options: {
  readonly env: DemoEnv;
  readonly stores: Stores;
  readonly platform: Platform | undefined;
  readonly closing: Closing;
  readonly terminal: Terminal;
}): Promise<Pipeline> {
  const { env, stores, platform, closing, terminal } = options;
  const { token, appId, appSecret } = env.credentials ?? PLAYED_ACCOUNT;
  // On somebody else's Redis a worker with real credentials may be at work: it must not get the played jobs.
  const queuePrefix = env.queuePrefix ?? (platform && env.redisUrl ? 'wechat-played' : 'wechat');
  const host = env.host ?? (platform ? HERE : ANYWHERE);
  const port = await choosePort(host, env.port);
  const common = {
    WECHAT_APP_ID: appId,
    REDIS_URL: stores.redisUrl,
    QUEUE_PREFIX: queuePrefix,
    ADMIN_HOST: HERE,
    ADMIN_PORT: '0',
    LOG_LEVEL: env.logLevel,
  };
  const start = (name: Program['name'], readyMessage: string, variables: Readonly<Record<string, string>>) =>
    startProgram({
      name,
      readyMessage,
      env: { ...common, ...variables },
      logFile: join(env.directory, `${name}.log`),
      onWarning: text => terminal.warning(text),
      closing,
    });
  const [ingress, worker] = await Promise.all([
    start('ingress', 'listening', {
      WECHAT_TOKEN: token,
      HOST: host,
      PORT: String(port),
      // The pusher pushes in plaintext mode, and by this machine's clock.
      ...(platform && { WECHAT_ENCODING_AES_KEY: '', WECHAT_MODE: '', WECHAT_TIMESTAMP_TOLERANCE_SECONDS: '' }),
    }),
    start('worker', 'working', {
      WECHAT_APP_SECRET: appSecret,
      MONGODB_URL: stores.mongodbUrl,
      ...(platform && { WECHAT_API_URL: platform.url }),
    }),
  ]);
  const { url, path } = ingress.ready;
  const pushUrl = `${String(url).replace(/\/\/(?:0\.0\.0\.0|\[::\])/, `//${HERE}`)}${path}`;
  const note = env.port === undefined && port === 0 ? ' · port 3000 is taken, so it took a free one' : '';
  terminal.line('ingress', `${pushUrl}${note}`);
  terminal.line('worker', `working · up to ${worker.ready.concurrency} jobs of each kind at once`);
  return { ingress, worker, pushUrl, queuePrefix };
}
