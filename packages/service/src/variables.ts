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

/** The port of health and metrics; 0 picks a free one. */
export function adminPort(port: number) {
  return whole(0, 65_535)({ default: port, desc: 'a port from 0 (any free one) to 65535' });
}
