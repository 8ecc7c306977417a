import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { directoryForTest } from '@wechat-pipeline/local-servers';
import t from 'tap';

t.test('every variable that is missing or wrong is named in one message, with what it should be', async t => {
  const env = {
    WECHAT_APP_SECRET: 'a secret with spaces',
    WECHAT_API_URL: 'api.weixin.qq.com',
    MONGODB_URL: 'mongodb://localhost:27017',
    WORKER_CONCURRENCY: '0',
  };
  const main = join(import.meta.dirname, '../src/main.js');
  const cwd = await directoryForTest(t, 'empty');
  const { status, stderr } = spawnSync(process.execPath, [main], { cwd, env, encoding: 'utf8', timeout: 20_000 });
  t.equal(status, 1);
  for (const line of [
    'WECHAT_APP_ID is missing: expected the Official Account’s AppID',
    'WECHAT_APP_SECRET is wrong: expected the Official Account’s AppSecret',
    'WECHAT_API_URL is wrong: expected an address https://host',
    'MONGODB_URL is wrong: expected an address mongodb://host:port/database',
    'WORKER_CONCURRENCY is wrong (0): expected jobs of each kind in flight, from 1 to 1000',
  ]) {
    t.ok(stderr.includes(line), line);
  }
  t.notOk(stderr.includes('spaces'), 'no secret is shown');
});

t.test('a folder of handlers that cannot be used is told at the start', async t => {
  const cwd = await directoryForTest(t, 'empty');
  const env = { WECHAT_APP_ID: 'wx1', WECHAT_APP_SECRET: 'secret', HANDLERS_DIR: 'handlers' };
  const main = join(import.meta.dirname, '../src/main.js');
  const { status, stderr } = spawnSync(process.execPath, [main], { cwd, env, encoding: 'utf8', timeout: 20_000 });
  t.equal(status, 1);
  t.match(
    stderr,
    /^worker cannot start, because of HANDLERS_DIR \(handlers\):\n {2}expected a folder that can be read/,
  );
});
