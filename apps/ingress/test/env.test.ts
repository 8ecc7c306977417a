import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { directoryForTest } from '@wechat-pipeline/local-servers';
import t from 'tap';

const MAIN = join(import.meta.dirname, '../src/main.js');

async function start(t: Parameters<typeof directoryForTest>[0], env: Record<string, string>) {
  const cwd = await directoryForTest(t, 'empty');
  return spawnSync(process.execPath, [MAIN], { cwd, env, encoding: 'utf8', timeout: 20_000 });
}

t.test('every variable that is missing or wrong is named in one message, with what it should be', async t => {
  const { status, stderr, stdout } = await start(t, {
    WECHAT_TOKEN: 'no',
    WECHAT_ENCODING_AES_KEY: 'a'.repeat(42),
    WECHAT_MODE: 'secure',
    WECHAT_ORIGINAL_ID: 'account',
    WECHAT_PATH: 'wechat',
    WECHAT_TIMESTAMP_TOLERANCE_SECONDS: '5m',
    REDIS_URL: 'localhost:6379',
    QUEUE_PREFIX: 'a:b',
    PORT: '70000',
    ADMIN_PORT: '-1',
    LOG_LEVEL: 'loud',
  });
  t.equal(status, 1);
  t.equal(stdout, '');
  for (const line of [
    'WECHAT_APP_ID is missing: expected the Official Account’s AppID',
    'WECHAT_TOKEN is wrong: expected the token typed into WeChat’s console, 3 to 32 letters and digits',
    'WECHAT_ENCODING_AES_KEY is wrong: expected the EncodingAESKey of WeChat’s console, 43 letters and digits',
    'WECHAT_MODE is wrong (secure): expected plaintext, compatibility or security',
    'WECHAT_ORIGINAL_ID is wrong (account): expected the account’s original ID',
    'WECHAT_PATH is wrong (wechat): expected a path that begins with /',
    'WECHAT_TIMESTAMP_TOLERANCE_SECONDS is wrong (5m): expected whole seconds',
    'REDIS_URL is wrong: expected an address redis://',
    'QUEUE_PREFIX is wrong (a:b): expected 1 to 64 characters without colon',
    'PORT is wrong (70000): expected a port from 0',
    'ADMIN_PORT is wrong (-1): expected a port from 0',
    'LOG_LEVEL is wrong (loud): expected one of fatal,',
  ]) {
    t.ok(stderr.includes(line), line);
  }
  t.notOk(stderr.includes('aaaaaaa'), 'no secret is shown');
});

t.test('a variable that is empty counts as not set', async t => {
  const { status, stderr } = await start(t, { WECHAT_TOKEN: '', WECHAT_APP_ID: 'wx1', WECHAT_ENCODING_AES_KEY: '' });
  t.equal(status, 1);
  t.match(stderr, /WECHAT_TOKEN is missing/);
  t.notMatch(stderr, /WECHAT_ENCODING_AES_KEY/);
});

t.test('an encrypted mode needs its key', async t => {
  for (const mode of ['compatibility', 'security']) {
    const { status, stderr } = await start(t, { WECHAT_TOKEN: 'token123', WECHAT_APP_ID: 'wx1', WECHAT_MODE: mode });
    t.equal(status, 1);
    t.match(stderr, /WECHAT_ENCODING_AES_KEY is missing: expected the EncodingAESKey/);
  }
});

t.test('a folder of handlers that cannot be used is told at the start', async t => {
  const { status, stderr } = await start(t, {
    WECHAT_TOKEN: 'token123',
    WECHAT_APP_ID: 'wx1',
    HANDLERS_DIR: 'handlers',
  });
  t.equal(status, 1);
  t.match(
    stderr,
    /^ingress cannot start, because of HANDLERS_DIR \(handlers\):\n {2}expected a folder that can be read/,
  );
});
