import { join } from 'node:path';
import { choosePort } from './choose-port.js';
import type { Closing } from './closing.js';
import type { DemoEnv } from './env.js';
import { describeLogEntry, isWarning } from './log-entry.js';
import type { Played } from './play.js';
import { PLAYED_ACCOUNT, SHOP } from './played-accounts.js';
import { type Program, startProgram } from './start-program.js';
import type { Stores } from './stores.js';
import type { Terminal } from './terminal.js';

export interface Pipeline {
  readonly ingress: Program;
  readonly worker: Program;
  readonly session: Program;
  /** Where WeChat is to push to, as seen from this machine. */
  readonly pushUrl: string;
  /** The same of the second account, where accounts are played. */
  readonly shopUrl: string;
  readonly queuePrefix: string;
}

/** Of a real account the pushes come from outside, of the played one from this process. */
const ANYWHERE = '0.0.0.0';
const HERE = '127.0.0.1';
const DEFAULT_PORT = 3000;
/** Told, since whoever edits the file waits for it. */
const RELOADED = 'account file read again';

/** Starts ingress, worker and session, for the account of the environment or for the played one. */
export async function startPipeline(options: {
  readonly env: DemoEnv;
  readonly stores: Stores;
  readonly played: Played | undefined;
  readonly closing: Closing;
  readonly terminal: Terminal;
}): Promise<Pipeline> {
  const { env, stores, played, closing, terminal } = options;
  const { token, appId, appSecret } = env.credentials ?? PLAYED_ACCOUNT;
  // On somebody else's Redis a worker with real credentials may be at work: it must not get the played jobs.
  const queuePrefix = env.queuePrefix ?? (played && env.redisUrl ? 'wechat-played' : 'wechat');
  const host = env.host ?? (played ? HERE : ANYWHERE);
  const port = env.port ?? (await choosePort(host, DEFAULT_PORT));
  const common = {
    WECHAT_APP_ID: appId,
    REDIS_URL: stores.redisUrl,
    QUEUE_PREFIX: queuePrefix,
    ADMIN_HOST: HERE,
    ADMIN_PORT: '0',
    LOG_LEVEL: env.logLevel,
    ...(played && { ACCOUNT_FILE: played.accountFile }),
  };
  const start = (name: Program['name'], readyMessage: string, variables: Readonly<Record<string, string>>) =>
    startProgram({
      name,
      readyMessage,
      env: { ...common, ...variables },
      logFile: join(env.directory, `${name}.log`),
      onEntry: entry => {
        if (isWarning(entry)) terminal.warning(`${name} ${describeLogEntry(entry)}`);
        else if (entry.msg === RELOADED) terminal.line(name, entry.msg);
      },
      closing,
    });
  const [ingress, worker, session] = await Promise.all([
    start('ingress', 'listening', {
      WECHAT_TOKEN: token,
      HOST: host,
      PORT: String(port),
      // The pusher pushes in plaintext mode, and by this machine's clock.
      ...(played && { WECHAT_ENCODING_AES_KEY: '', WECHAT_MODE: '', WECHAT_TIMESTAMP_TOLERANCE_SECONDS: '' }),
      ...(played && { WECHAT_ORIGINAL_ID: PLAYED_ACCOUNT.originalId, SHOP_TOKEN: SHOP.token }),
    }),
    start('worker', 'working', {
      WECHAT_APP_SECRET: appSecret,
      MONGODB_URL: stores.mongodbUrl,
      ...(played && { WECHAT_API_URL: played.platform.url, SHOP_APP_SECRET: SHOP.appSecret }),
      ...(played && { RECEIVER_SECRET: played.receiver.secret }),
    }),
    start('session', 'listening', {
      WECHAT_APP_SECRET: appSecret,
      MONGODB_URL: stores.mongodbUrl,
      HOST: host,
      ...(played && {
        SESSION_PORT: new URL(played.sessionUrl).port,
        SESSION_URL: played.sessionUrl,
        SESSION_KEYS: '',
        WECHAT_API_URL: played.platform.url,
        WECHAT_AUTHORIZE_URL: played.platform.url,
        SHOP_APP_SECRET: SHOP.appSecret,
      }),
    }),
  ]);
  const { url, path } = ingress.ready;
  const pushUrl = `${String(url).replace(/\/\/(?:0\.0\.0\.0|\[::\])/, `//${HERE}`)}${path}`;
  const shopUrl = `${pushUrl.replace(/\/$/, '')}/${SHOP.name}`;
  const note = env.port === undefined && port === 0 ? ' · port 3000 is taken, so it took a free one' : '';
  terminal.line('ingress', `${pushUrl}${note}`);
  if (played) terminal.line('', `${shopUrl} · the second account, of ${played.accountFile}`);
  terminal.line('worker', `working · up to ${worker.ready.concurrency} jobs of each kind at once`);
  terminal.line('session', `${played?.sessionUrl ?? session.ready.url} · recognises who opens a page`);
  return { ingress, worker, session, pushUrl, shopUrl, queuePrefix };
}
