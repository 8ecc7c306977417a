import {
  API_VARIABLES,
  adminPort,
  COMMON_VARIABLES,
  checkEnv,
  INGRESS_VARIABLES,
  MONGODB_VARIABLES,
  readEnv,
  WORKER_VARIABLES,
} from '@wechat-pipeline/service';

const { ACCOUNT_FILE, WECHAT_APP_ID, REDIS_URL, QUEUE_PREFIX } = COMMON_VARIABLES;
const { WECHAT_API_URL } = API_VARIABLES;
const { WECHAT_TOKEN, WECHAT_ENCODING_AES_KEY, WECHAT_MODE, WECHAT_ORIGINAL_ID } = INGRESS_VARIABLES;
const { WECHAT_FORMAT, WECHAT_PATH, PORT } = INGRESS_VARIABLES;

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

/** For what pushes to an ingress. */
export function readPushEnv() {
  const account = { WECHAT_APP_ID, WECHAT_TOKEN, WECHAT_ENCODING_AES_KEY, WECHAT_MODE, WECHAT_ORIGINAL_ID };
  return readEnv('wechat', { ...account, WECHAT_FORMAT, WECHAT_PATH, PORT });
}

/** The same for an account of the account file, which says the rest itself. */
export function readNamedPushEnv() {
  return readEnv('wechat', { ACCOUNT_FILE, WECHAT_FORMAT, WECHAT_PATH, PORT });
}

/** For what looks into the queues. */
export function readQueueEnv() {
  return readEnv('wechat', { WECHAT_APP_ID, REDIS_URL, QUEUE_PREFIX });
}

/** The same for an account of the account file, which says its AppID itself. */
export function readNamedQueueEnv() {
  return readEnv('wechat', { ACCOUNT_FILE, REDIS_URL, QUEUE_PREFIX });
}

/** For what looks after the account's webhooks, which the file has, and whose state and deliveries are in Redis. */
export function readWebhookEnv() {
  return readEnv('wechat', { ACCOUNT_FILE, WECHAT_APP_ID, REDIS_URL, QUEUE_PREFIX });
}

/** For what needs of the account no more than its webhooks. */
export function readWebhookFileEnv() {
  return readEnv('wechat', { ACCOUNT_FILE, WECHAT_APP_ID });
}

/** For what looks into MongoDB. */
export function readStoreEnv() {
  return readEnv('wechat', { ACCOUNT_FILE, WECHAT_APP_ID, ...MONGODB_VARIABLES });
}

/** The same for an account of the account file. */
export function readNamedStoreEnv() {
  return readEnv('wechat', { ACCOUNT_FILE, ...MONGODB_VARIABLES });
}

/** All variables of all programs, as far as they are as they should be, and a sentence for each that is not. */
export function checkWholeEnv() {
  return checkEnv({
    ...COMMON_VARIABLES,
    ...INGRESS_VARIABLES,
    ...API_VARIABLES,
    ...MONGODB_VARIABLES,
    ...WORKER_VARIABLES,
    ADMIN_PORT: adminPort(9464),
  });
}

export type CheckedEnv = ReturnType<typeof checkWholeEnv>['env'];
