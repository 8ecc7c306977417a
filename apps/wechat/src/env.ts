import { API_VARIABLES, COMMON_VARIABLES, MONGODB_VARIABLES, readEnv } from '@wechat-pipeline/service';

const { ACCOUNT_FILE, WECHAT_APP_ID, REDIS_URL, QUEUE_PREFIX } = COMMON_VARIABLES;
const { WECHAT_API_URL } = API_VARIABLES;

/** For what needs the account file alone. */
export function readFileEnv() {
  return readEnv('wechat', { ACCOUNT_FILE });
}

/** For what calls the server API; the access token is in Redis. */
export function readApiEnv() {
  return readEnv('wechat', { ACCOUNT_FILE, WECHAT_APP_ID, REDIS_URL, QUEUE_PREFIX, ...API_VARIABLES });
}

/** The same for an account of the account file, which says itself where its AppSecret is. */
export function readNamedApiEnv() {
  return readEnv('wechat', { ACCOUNT_FILE, REDIS_URL, QUEUE_PREFIX, WECHAT_API_URL });
}

/** For what looks into MongoDB. */
export function readStoreEnv() {
  return readEnv('wechat', { ACCOUNT_FILE, WECHAT_APP_ID, ...MONGODB_VARIABLES });
}
