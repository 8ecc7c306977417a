import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoryForTest, redisForTest } from '@wechat-pipeline/local-servers';
import t, { type Test } from 'tap';
import { runWechat } from './run-wechat.js';
import { startProgram } from './start-program.js';

const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const ACCOUNT = { WECHAT_APP_ID: 'wx0123456789abcdef', WECHAT_TOKEN: 'newToken,oldToken' };

/** Runs push, for an ingress that has the same environment. */
async function setup(t: Test, variables: Record<string, string> = {}) {
  const redis = await redisForTest(t);
  const env = { ...ACCOUNT, REDIS_URL: redis.url, QUEUE_PREFIX: redis.prefix, ...variables };
  const { url } = await startProgram(t, 'ingress', env);
  return {
    url,
    push: (args: readonly string[], more: Record<string, string> = {}) =>
      runWechat(['push', ...args], { ...env, PORT: new URL(url).port, ...more }),
  };
}

t.test('a push of any kind is delivered, and its answer shown', async t => {
  const { url, push } = await setup(t);
  const said = await push(['text', '你好']);
  t.match(said, {
    status: 0,
    stdout: /^200 · text\/xml; charset=utf-8 · \d+ ms\n<xml>.*<Content><!\[CDATA\[编辑@/,
    stderr: `text → ${url}/wechat (plaintext, xml)\n`,
  });
  t.match(await push(['subscribe', '--scene', 'spring']), {
    status: 0,
    stdout: /^200 · text\/plain · \d+ ms\nsuccess\n$/,
  });

  const scanned = [
    'scancode_waitmsg',
    'KEY',
    '--field',
    'ScanCodeInfo.ScanType=qrcode',
    '--field',
    'ScanCodeInfo.ScanResult=007',
  ];
  const { stdout } = await push([...scanned, '--openid', 'oAlice', '--json', '--url', `${url}/wechat`]);
  t.match(JSON.parse(stdout), {
    url: `${url}/wechat`,
    mode: 'plaintext',
    push: {
      FromUserName: 'oAlice',
      MsgType: 'event',
      Event: 'scancode_waitmsg',
      EventKey: 'KEY',
      ScanCodeInfo: { ScanType: 'qrcode', ScanResult: '007' },
    },
    deliveries: [{ delivered: true, status: 200, body: 'success' }],
  });
});

t.test('delivered twice it is one push with two answers', async t => {
  const { push } = await setup(t);
  const { stdout } = await push(['view', 'https://example.com/', '--twice', '--json']);
  const { deliveries } = JSON.parse(stdout);
  t.equal(deliveries.length, 2);
  t.match(deliveries, [{ delivered: true }, { delivered: true }]);
});

t.test('an account of the file is pushed to in its mode, and an encrypted reply is shown in the clear', async t => {
  const path = join(await directoryForTest(t, 'account'), 'account.yml');
  writeFileSync(
    path,
    `accounts:
  - { name: shop, appId: wxshop, token: { env: SHOP_TOKEN }, encodingAesKey: { env: SHOP_KEY }, appSecret: { env: NONE },
      originalId: gh_shop, replies: { default: { text: 欢迎 } } }`,
  );
  const shop = { ACCOUNT_FILE: path, SHOP_TOKEN: 'shop123', SHOP_KEY: `${KEY},${'a'.repeat(43)}` };
  const { url, push } = await setup(t, { ...shop, WECHAT_FORMAT: 'json' });
  const { stdout } = await push(['text', 'hi', '--account', 'shop', '--json'], { WECHAT_TOKEN: '', WECHAT_APP_ID: '' });
  const { deliveries, ...pushed } = JSON.parse(stdout);
  t.match(pushed, { url: `${url}/wechat/shop`, mode: 'security', format: 'json' });
  t.match(deliveries, [{ delivered: true, contentType: /json/, body: /"Encrypt"/, reply: /"Content":"欢迎"/ }]);

  t.match(await push(['text', 'hi', '--account', 'shop', '--format', 'xml', '--mode', 'compatibility']), {
    status: 1,
    stdout: /^403 /,
    stderr: /its mode no stronger/,
  });
});

t.test('what is not delivered ends with 1, and tells what to look at', async t => {
  const { url, push } = await setup(t);
  const cases: readonly [args: readonly string[], variables: Record<string, string>, stdout: RegExp, stderr: RegExp][] =
    [
      [['text', 'a'], { WECHAT_TOKEN: 'another' }, /^403 .*\nBad Token!\n$/, /is its token the one that is set here/],
      [['text', 'a', '--url', `${url}/none/of/it`], {}, /^404 /, /there is no such path, or no such account/],
      [['text', 'a', '--format', 'json'], {}, /^415 /, /compare --format with WECHAT_FORMAT/],
      [['text', '--force'], { WECHAT_PATH: '/none/at/all' }, /^404 /, /no such path/],
      [['scan', '--force'], {}, /^200 /, /^SCAN/],
      [['text', 'a', '--url', 'http://127.0.0.1:1'], {}, /^no answer · \d+ ms\n$/, /does an ingress run there\?/],
      [['text', 'a', '--mode', 'security'], {}, /^$/, /expected an EncodingAESKey for security mode, got none/],
    ];
  for (const [args, variables, stdout, stderr] of cases) {
    const isDelivered = stdout.test('200 ');
    t.match(await push(args, variables), { status: isDelivered ? 0 : 1, stdout, stderr }, args.join(' '));
  }
});
