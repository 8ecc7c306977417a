import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoryForTest } from '@wechat-pipeline/local-servers';
import t, { type Test } from 'tap';

const MAIN = join(import.meta.dirname, '../src/main.js');
const KEY = 'a'.repeat(43);
const GOOD = { WECHAT_APP_ID: 'wx1', WECHAT_APP_SECRET: 'a-secret-of-the-account' };

async function start(t: Test, env: Record<string, string>, files: Record<string, string> = {}) {
  const cwd = await directoryForTest(t, 'session');
  for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content);
  return spawnSync(process.execPath, [MAIN], { cwd, env, encoding: 'utf8', timeout: 20_000 });
}

t.test('every variable that is missing or wrong is named in one message, with what it should be', async t => {
  const { status, stdout, stderr } = await start(t, {
    SESSION_URL: 'example.com',
    SESSION_KEYS: `${KEY},${'b'.repeat(42)}`,
    SESSION_SECONDS: '2592001',
    WECHAT_AUTHORIZE_URL: 'open.weixin.qq.com',
    SESSION_PORT: '70000',
  });
  t.equal(status, 1);
  t.equal(stdout, '');
  for (const line of [
    'WECHAT_APP_ID is missing: expected the Official Account’s AppID',
    'WECHAT_APP_SECRET is missing: expected the Official Account’s AppSecret',
    'SESSION_URL is wrong: expected an address https://host or https://host/path',
    'SESSION_KEYS is wrong: expected one to five keys, newest first',
    'SESSION_SECONDS is wrong (2592001): expected whole seconds from 60 to 2592000',
    'WECHAT_AUTHORIZE_URL is wrong: expected an address https://host',
    'SESSION_PORT is wrong (70000): expected a port',
  ]) {
    t.ok(stderr.includes(line), line);
  }
  t.notMatch(stderr, /aaaa|bbbb/, 'no key is shown');
});

t.test('an address that could be read in two ways is no SESSION_URL', async t => {
  for (const SESSION_URL of ['https://user@example.com', 'https://example.com/?a=1', 'https://example.com/../a']) {
    const { status, stderr } = await start(t, { ...GOOD, SESSION_URL });
    t.equal(status, 1, SESSION_URL);
    t.match(stderr, 'SESSION_URL is wrong', SESSION_URL);
  }
});

t.test('a file of the account that cannot be used is told at the start, by its field', async t => {
  const env = { ...GOOD, ACCOUNT_FILE: 'account.yml' };
  for (const [file, files, message] of [
    ['pages: { followPage: none.html }', {}, 'pages.followPage: expected a file that can be read, got ENOENT'],
    ['pages: { followPage: a.html }', { 'a.html': '{{#a}}' }, 'pages.followPage: Unclosed section "a"'],
    ['pages: { qrCode: a.png }', { 'a.png': 'text' }, 'pages.qrCode: expected a PNG, JPEG, GIF or WebP picture'],
    ['pages: { allowed: [example.com] }', {}, 'line 1: pages.allowed[0]: expected an address https://host'],
  ] as const) {
    const { status, stderr } = await start(t, env, { 'account.yml': file, ...files });
    t.equal(status, 1, message);
    t.ok(stderr.includes(message), `${message}: ${stderr}`);
  }
});
