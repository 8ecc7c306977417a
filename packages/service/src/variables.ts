import { SECRETS } from '@wechat-pipeline/accounts';
import { str } from 'envalid';
import { address, matching, whole } from './env.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** The variables that all our processes have in common. */
export const COMMON_VARIABLES = {
  WECHAT_APP_ID: matching(/^\w{1,64}$/)({ desc: 'the Official Account’s AppID, such as wx0123456789abcdef' }),
  ACCOUNT_FILE: str({
    default: undefined,
    desc: 'the path of the account file, such as ./account.yml',
  }),
  REDIS_URL: address(
    'redis',
    'rediss',
  )({
    default: 'redis://127.0.0.1:6379',
    desc: 'an address redis://host:port or rediss://host:port',
  }),
  QUEUE_PREFIX: matching(/^[^:\s]{1,64}$/)({
    default: 'wechat',
    desc: '1 to 64 characters without colon or space, the first part of every Redis key of ours',
  }),
  ADMIN_HOST: str({ default: '127.0.0.1', desc: 'the address that health and metrics listen on' }),
  LOG_LEVEL: str({ choices: LOG_LEVELS, default: 'info', desc: `one of ${LOG_LEVELS.join(', ')}` }),
};

/** How pushes come, and where they are taken. */
export const INGRESS_VARIABLES = {
  WECHAT_TOKEN: matching(SECRETS.token.pattern)({
    desc: 'the token typed into WeChat’s console, 3 to 32 letters and digits; while it is being changed the new one, a comma and the old one',
  }),
  WECHAT_ENCODING_AES_KEY: matching(SECRETS.encodingAesKey.pattern)({
    default: undefined,
    requiredWhen: ({ WECHAT_MODE }) => WECHAT_MODE === 'compatibility' || WECHAT_MODE === 'security',
    desc: 'the EncodingAESKey of WeChat’s console, 43 letters and digits, which the encrypted modes need; while it is being changed the new one, a comma and the old one',
  }),
  WECHAT_MODE: str({
    choices: ['plaintext', 'compatibility', 'security'] as const,
    default: undefined,
    desc: 'plaintext, compatibility or security, as chosen in WeChat’s console',
  }),
  WECHAT_ORIGINAL_ID: matching(/^gh_\w{1,60}$/)({
    default: undefined,
    desc: 'the account’s original ID, such as gh_0123456789ab',
  }),
  WECHAT_FORMAT: str({
    choices: ['xml', 'json'] as const,
    default: 'xml',
    desc: 'xml or json, the data format chosen in WeChat’s console',
  }),
  WECHAT_PATH: matching(/^\/(?!livez$|readyz$)[\w./-]*$/)({
    default: '/wechat',
    desc: 'a path that begins with / and is neither /livez nor /readyz',
  }),
  WECHAT_TIMESTAMP_TOLERANCE_SECONDS: whole(
    0,
    86_400,
  )({
    default: 300,
    desc: 'whole seconds from 0 (off) to 86400',
  }),
  HOST: str({ default: '0.0.0.0', desc: 'the address to listen on' }),
  PORT: whole(0, 65_535)({ default: 3000, desc: 'a port from 0 (any free one) to 65535' }),
};

/** What a program needs to call the server API. */
export const API_VARIABLES = {
  WECHAT_APP_SECRET: matching(/^\S{1,128}$/)({ desc: 'the Official Account’s AppSecret' }),
  WECHAT_API_URL: address(
    'https',
    'http',
  )({
    default: 'https://api.weixin.qq.com',
    desc: 'an address https://host or http://host, of the server API',
  }),
};

/** What a program needs to reach what is kept of followers. */
export const MONGODB_VARIABLES = {
  MONGODB_URL: matching(/^mongodb(?:\+srv)?:\/\/[^/]+\/[^/?]+/)({
    default: 'mongodb://127.0.0.1:27017/wechat',
    desc: 'an address mongodb://host:port/database or mongodb+srv://host/database',
  }),
};

/** The owner’s own business logic: the ingress has to know for what it is there, the worker runs it. */
export const HANDLER_VARIABLES = {
  HANDLERS_DIR: str({
    default: undefined,
    desc: 'the path of a folder of modules that are named for kinds of push, such as ./handlers',
  }),
};

/** What the worker alone has. */
export const WORKER_VARIABLES = {
  WORKER_CONCURRENCY: whole(1, 1_000)({ default: 256, desc: 'jobs of each kind in flight, from 1 to 1000' }),
};

/** How followers' sessions work, and where they are served. */
export const SESSION_VARIABLES = {
  SESSION_URL: matching(/^https?:\/\/[^/?#@\s\\]+(?:\/[\w~-][\w.~-]*)*\/?$/)({
    default: 'http://127.0.0.1:3001',
    desc: 'an address https://host or https://host/path, as browsers see it; http:// is for trying things out',
  }),
  SESSION_KEYS: matching(/^[\w-]{43}(?:,[\w-]{43}){0,4}$/)({
    default: undefined,
    desc: 'one to five keys, newest first, with commas between them; each 32 random bytes in base64url, which are 43 letters, digits, - and _',
  }),
  SESSION_SECONDS: whole(
    60,
    2_592_000,
  )({ default: 604_800, desc: 'whole seconds from 60 to 2592000, which are 30 days' }),
  WECHAT_AUTHORIZE_URL: address(
    'https',
    'http',
  )({
    default: 'https://open.weixin.qq.com',
    desc: 'an address https://host or http://host, of the page of web authorization',
  }),
  HOST: str({ default: '0.0.0.0', desc: 'the address to listen on' }),
  // Not PORT: in one .env that would be the ingress's, too.
  SESSION_PORT: whole(0, 65_535)({ default: 3001, desc: 'a port from 0 (any free one) to 65535' }),
};

/** The port of health and metrics; 0 picks a free one. */
export function adminPort(port: number) {
  return whole(0, 65_535)({ default: port, desc: 'a port from 0 (any free one) to 65535' });
}
