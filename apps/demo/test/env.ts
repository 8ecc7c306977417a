/** What our processes and the demo read; a developer's `.env` may hold real credentials, which an empty variable hides. */
const HIDDEN = [
  ...['WECHAT_TOKEN', 'WECHAT_APP_ID', 'WECHAT_APP_SECRET', 'WECHAT_ENCODING_AES_KEY', 'WECHAT_MODE', 'WECHAT_PATH'],
  ...['WECHAT_API_URL', 'WECHAT_TIMESTAMP_TOLERANCE_SECONDS', 'REDIS_URL', 'MONGODB_URL', 'QUEUE_PREFIX', 'HOST'],
  ...['WORKER_CONCURRENCY', 'LOG_LEVEL', 'ACCOUNT_FILE', 'WECHAT_ORIGINAL_ID', 'WECHAT_FORMAT'],
  ...['WECHAT_AUTHORIZE_URL', 'SESSION_URL', 'SESSION_KEYS', 'SESSION_SECONDS', 'HANDLERS_DIR'],
];

/** The environment of an `npm start` under test. */
export function demoEnv(variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const hidden = Object.fromEntries(HIDDEN.map(name => [name, '']));
  return { ...process.env, ...hidden, PORT: '0', SESSION_PORT: '0', ...variables };
}
