import { address, matching, readEnv, whole } from '@wechat-pipeline/service';
import { Failure } from './failure.js';

export interface Credentials {
  readonly token: string;
  readonly appId: string;
  readonly appSecret: string;
}

export interface DemoEnv {
  /** A real account's; undefined: WeChat is played. */
  readonly credentials: Credentials | undefined;
  /** Undefined: servers of our own are started. */
  readonly redisUrl: string | undefined;
  readonly mongodbUrl: string | undefined;
  readonly queuePrefix: string | undefined;
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly sessionPort: number | undefined;
  readonly logLevel: string;
  /** Holds data and logs. */
  readonly directory: string;
}

/** What the demo itself has to know of the environment and `.env`; ingress and worker read theirs. */
export function readDemoEnv(): DemoEnv {
  const env = readEnv('npm start', {
    WECHAT_TOKEN: matching(/^[A-Za-z0-9]{3,32}$/)({
      default: undefined,
      desc: 'the token typed into WeChat’s console, 3 to 32 letters and digits',
    }),
    WECHAT_APP_ID: matching(/^\w{1,64}$/)({
      default: undefined,
      desc: 'the Official Account’s AppID, such as wx0123456789abcdef',
    }),
    WECHAT_APP_SECRET: matching(/^\S{1,128}$/)({ default: undefined, desc: 'the Official Account’s AppSecret' }),
    REDIS_URL: address('redis', 'rediss')({ default: undefined, desc: 'an address redis:// or rediss://host:port' }),
    MONGODB_URL: matching(/^mongodb(?:\+srv)?:\/\/[^/]+\/[^/?]+/)({
      default: undefined,
      desc: 'an address mongodb://host:port/database or mongodb+srv://host/database',
    }),
    QUEUE_PREFIX: matching(/^[^:\s]{1,64}$/)({
      default: undefined,
      desc: '1 to 64 characters without colon or space',
    }),
    HOST: matching(/./)({ default: undefined, desc: 'the address that the ingress listens on' }),
    PORT: whole(0, 65_535)({ default: undefined, desc: 'a port from 0 (any free one) to 65535' }),
    SESSION_PORT: whole(0, 65_535)({ default: undefined, desc: 'a port from 0 (any free one) to 65535' }),
    LOG_LEVEL: matching(/./)({ default: 'info', desc: 'a level of pino' }),
    LOCAL_DIRECTORY: matching(/./)({ default: '.local', desc: 'a folder for data and logs' }),
  });
  return {
    credentials: allOrNone(env.WECHAT_TOKEN, env.WECHAT_APP_ID, env.WECHAT_APP_SECRET),
    redisUrl: env.REDIS_URL,
    mongodbUrl: env.MONGODB_URL,
    queuePrefix: env.QUEUE_PREFIX,
    host: env.HOST,
    port: env.PORT,
    sessionPort: env.SESSION_PORT,
    // The demo waits for what ingress and worker say at level info.
    logLevel: ['debug', 'trace'].includes(env.LOG_LEVEL) ? env.LOG_LEVEL : 'info',
    directory: env.LOCAL_DIRECTORY,
  };
}

function allOrNone(
  token: string | undefined,
  appId: string | undefined,
  appSecret: string | undefined,
): Credentials | undefined {
  if (token && appId && appSecret) return { token, appId, appSecret };
  const missing = Object.entries({ WECHAT_TOKEN: token, WECHAT_APP_ID: appId, WECHAT_APP_SECRET: appSecret })
    .filter(([, value]) => value === undefined)
    .map(([name]) => name);
  if (missing.length === 3) return undefined;
  throw new Failure(
    `The credentials are incomplete: ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing.\n` +
      'Set WECHAT_TOKEN, WECHAT_APP_ID and WECHAT_APP_SECRET for a real account, or none of them to have WeChat played.',
  );
}

/** The environment of a program that we start. An empty variable also hides one of `.env`. */
export function programEnv(variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...variables };
}

/** https://no-color.org: set and not empty. */
export function isColourWanted(): boolean {
  return process.stdout.isTTY === true && !process.env.NO_COLOR;
}
