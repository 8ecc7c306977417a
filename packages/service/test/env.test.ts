import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';

const PROGRAM = `
  import { COMMON_VARIABLES, readEnv } from ${JSON.stringify(join(import.meta.dirname, '../src/index.js'))};
  const { WECHAT_APP_ID, REDIS_URL } = readEnv('program', COMMON_VARIABLES);
  console.log(WECHAT_APP_ID, REDIS_URL);`;

function run(
  t: { teardown(end: () => void): void },
  files: Record<string, string>,
  env: Record<string, string>,
): string {
  const cwd = mkdtempSync(join(tmpdir(), 'wechat-pipeline-env-'));
  t.teardown(() => rmSync(cwd, { recursive: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content);
  return execFileSync(process.execPath, ['--input-type=module', '-e', PROGRAM], { cwd, env, encoding: 'utf8' }).trim();
}

t.test('variables come from the environment, then from .env, then from their defaults', async t => {
  const files = { '.env': 'WECHAT_APP_ID=wxFile\nREDIS_URL=redis://file:1\n' };
  t.equal(run(t, files, {}), 'wxFile redis://file:1');
  t.equal(run(t, files, { WECHAT_APP_ID: 'wxEnvironment' }), 'wxEnvironment redis://file:1');
  t.equal(run(t, {}, { WECHAT_APP_ID: 'wxEnvironment' }), 'wxEnvironment redis://127.0.0.1:6379');
});

t.test('a variable with _FILE names a file that holds the value', async t => {
  const files = { secret: 'redis://:password@redis:6379\n' };
  t.equal(run(t, files, { WECHAT_APP_ID: 'wx1', REDIS_URL_FILE: 'secret' }), 'wx1 redis://:password@redis:6379');
});
