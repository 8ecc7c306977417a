import { createServer } from 'node:net';
import { directoryForTest, mongodbForTest, redisForTest, startRedis } from '@wechat-pipeline/local-servers';
import { startPlatform } from '@wechat-pipeline/played-wechat';
import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';
import t, { type Test } from 'tap';
import type { Finding } from '../src/doctor/finding.js';
import { freePort } from './free-port.js';
import { runWechat } from './run-wechat.js';
import { startProgram } from './start-program.js';

const CREDENTIALS = { appId: 'wx0123456789abcdef', appSecret: 'a-secret-of-the-account' };
const SECRETS = /a-secret-of-the-account|token123|wrongSecret|passw0rd/;

async function setup(t: Test) {
  const platform = await startPlatform({ accounts: [CREDENTIALS] });
  const redis = await redisForTest(t);
  const mongodbUrl = await mongodbForTest(t);
  t.teardown(async () => {
    await platform.close();
    const mongo = new MongoClient(mongodbUrl);
    await mongo.db().dropDatabase();
    await mongo.close();
  });
  const env = {
    WECHAT_APP_ID: CREDENTIALS.appId,
    WECHAT_APP_SECRET: CREDENTIALS.appSecret,
    WECHAT_TOKEN: 'token123',
    WECHAT_API_URL: platform.url,
    REDIS_URL: redis.url,
    QUEUE_PREFIX: redis.prefix,
    MONGODB_URL: mongodbUrl,
  };
  return {
    platform,
    env,
    /** The findings by what was looked at, and how the command ended. */
    async doctor(variables: Record<string, string> = {}, ...args: readonly string[]) {
      const { status, stdout, stderr } = await runWechat(['doctor', '--json', ...args], { ...env, ...variables });
      t.notMatch(stdout + stderr, SECRETS, 'no secret is shown');
      const { findings, isHealthy }: { findings: readonly Finding[]; isHealthy: boolean } = JSON.parse(stdout);
      t.equal(isHealthy, status === 0);
      return { status, findings, of: (check: string) => findings.find(finding => finding.check === check) };
    },
  };
}

t.test('a deployment that works has no cross, and the command ends with 0', async t => {
  const { env, doctor } = await setup(t);
  const { url } = await startProgram(t, 'ingress', env);
  await startProgram(t, 'worker', env);
  const { status, findings } = await doctor({ PORT: new URL(url).port });
  t.equal(status, 0);
  t.strictSame(
    findings.map(({ check, status }) => [check, status]),
    [
      ['environment', 'ok'],
      ['account file', 'ok'],
      ['redis', 'ok'],
      ['redis eviction', 'ok'],
      ['redis persistence', 'warning'],
      ['redis clock', 'ok'],
      ['workers', 'ok'],
      ['failed jobs', 'ok'],
      ['mongodb', 'ok'],
      ['mongodb majority', 'warning'],
      ['mongodb index', 'ok'],
      ['access token', 'ok'],
      ['platform clock', 'ok'],
      ['callback', 'skipped'],
      ['ingress', 'ok'],
      ['handshake', 'ok'],
    ],
  );
  const text = await runWechat(['doctor', '--url', url], env);
  t.match(text, { status: 0, stderr: '' });
  t.match(text.stdout, /^✓ environment {8}every variable is as it should be\n/);
  t.match(text.stdout, /^✓ workers {12}subscribe 1, unsubscribe 1, view 1, suggestion 1$/m);
  t.equal(text.stdout.trimEnd().split('\n').length, findings.length, 'a line for each');

  const { of } = await doctor({ WECHAT_TOKEN: 'other123' }, '--url', url);
  t.match(of('handshake'), { status: 'failed', advice: /Has the ingress the token that is set here/ });
});

t.test('where nothing is there everything says what to do, and the command ends with 1', async t => {
  const { doctor } = await setup(t);
  const away = `127.0.0.1:${await freePort()}`;
  const { status, of, findings } = await doctor(
    {
      WECHAT_TOKEN: '',
      WECHAT_MODE: 'secure',
      ACCOUNT_FILE: 'none.yml',
      REDIS_URL: `redis://user:passw0rd@${away}`,
      MONGODB_URL: `mongodb://user:passw0rd@${away}/wechat?authSource=passw0rd`,
      WECHAT_API_URL: `http://${away}`,
    },
    '--url',
    `http://${away}`,
  );
  t.equal(status, 1);
  t.match(
    findings.filter(({ check }) => check === 'environment'),
    [{ message: /^WECHAT_TOKEN is missing: / }, { message: /^WECHAT_MODE is wrong \(secure\): / }],
  );
  t.match(of('account file'), { status: 'failed', message: /expected a file that can be read, got ENOENT/ });
  t.match(of('redis'), {
    status: 'failed',
    message: `expected Redis at redis://${away}, got ECONNREFUSED: start it, or set REDIS_URL`,
  });
  t.match(of('mongodb'), { status: 'failed', message: /ECONNREFUSED/, advice: /or set MONGODB_URL/ });
  t.match(of('access token'), { status: 'failed', message: /ECONNREFUSED/, advice: /WECHAT_API_URL/ });
  t.match(of('platform clock'), { status: 'skipped' });
  t.match(of('ingress'), { status: 'failed', advice: /npm run ingress/ });
  t.match(of('handshake'), { status: 'skipped' });
});

t.test('servers that take connections and never answer are away, too', async t => {
  const silent = createServer(() => {});
  const port = await freePort();
  await new Promise<void>(resolve => silent.listen(port, '127.0.0.1', resolve));
  t.teardown(() => silent.close());
  const { doctor } = await setup(t);
  const address = `127.0.0.1:${port}`;
  const { of } = await doctor(
    { REDIS_URL: `redis://${address}`, MONGODB_URL: `mongodb://${address}/wechat` },
    '--url',
    `http://${address}`,
  );
  for (const check of ['redis', 'mongodb', 'ingress']) t.match(of(check), { status: 'failed' }, check);
  t.match(of('access token'), { status: 'ok' }, 'and keep nothing else from being looked at');
});

t.test('a Redis that loses keys, queues without workers and jobs that failed are told', async t => {
  const server = await startRedis({ directory: await directoryForTest(t, 'redis') });
  const redis = new Redis(server.url);
  t.teardown(async () => {
    redis.disconnect();
    await server.stop();
  });
  await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
  await redis.zadd('wechat:view:failed', 1, 'a', 2, 'b');
  const { doctor } = await setup(t);
  const { of } = await doctor({ REDIS_URL: server.url, QUEUE_PREFIX: '' });
  t.match(of('redis eviction'), {
    status: 'failed',
    message: /^allkeys-lru: /,
    advice: 'Set maxmemory-policy noeviction.',
  });
  t.match(of('workers'), { status: 'failed', message: /^nobody works on subscribe \(0 jobs wait\), / });
  t.match(of('failed jobs'), {
    status: 'warning',
    message: 'view 2',
    advice: /redis-cli zrange wechat:view:failed 0 -1/,
  });
});

t.test('a secret that is wrong and an address that is not allowed are told with what to do', async t => {
  const { doctor, platform } = await setup(t);
  const wrong = await doctor({ WECHAT_APP_SECRET: 'wrongSecret' });
  t.match(wrong.of('access token'), { status: 'failed', message: /40125/, advice: /^Compare the AppSecret/ });
  t.match(wrong.of('callback'), { status: 'skipped' });
  platform.faults.add({ path: '/cgi-bin/stable_token', kind: 'errcode', errcode: 40164 });
  const stranger = await doctor();
  t.match(stranger.of('access token'), {
    status: 'failed',
    advice:
      'Put 203.0.113.7, as which the platform sees this machine, on the IP allow list (IP白名单) in WeChat’s console.',
  });
});

t.test('an account of the file is looked at by its name', async t => {
  const { doctor } = await setup(t);
  const { of } = await doctor({}, '--account', 'shop');
  t.match(of('access token'), {
    status: 'failed',
    message: /expected ACCOUNT_FILE to name the file with the account shop/,
  });
  t.match(await runWechat(['doctor', '--url', 'nonsense']), { status: 2, stderr: /expected --url with an address/ });
});
