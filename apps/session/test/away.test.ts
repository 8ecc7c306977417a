import { directoryForTest, startMongod, startRedis } from '@wechat-pipeline/local-servers';
import t, { type Test } from 'tap';
import { type Answer, type Playing, startSession } from './start-session.js';

/** A page for people, which says no more than that it is worth another try. */
function isUnavailable(t: Test, answer: Answer, title: string): void {
  t.match(answer, { status: 503, setCookies: [], location: undefined, body: /暂时无法打开.*再试一次/s }, title);
  t.equal(answer.headers.get('retry-after'), '5', title);
  t.notMatch(answer.body, /redis|mongo|ECONN|error/i, title);
}

t.test('while Redis is away nobody new is recognised, and whoever has a session goes on', async t => {
  const redis = await startRedis({ directory: await directoryForTest(t, 'redis') });
  t.teardown(() => redis.stop());
  const playing = await startSession(t, { redisUrl: redis.url });
  const { get, follow, signIn, visitWechat, url, platform } = playing;
  await connected(playing);
  await follow('oAlice');
  const cookie = await signIn('oAlice');
  const next = await visitWechat('oAlice');
  const calls = platform.calls.paths['/sns/oauth2/access_token'];
  await redis.stop();
  isUnavailable(t, await get(next.path, { cookie: next.cookie }), 'callback');
  t.equal(platform.calls.paths['/sns/oauth2/access_token'], calls, 'a code is not used up that could not be kept');
  t.match(await get('/enter?to=/page', { cookie }), { status: 302, location: `${url}/page` });
  t.equal((await get('/verify', { cookie })).status, 204);
  t.match(await get('/enter?to=/page'), { status: 302, location: /connect\/oauth2/ });
  const { status, body } = await get('/readyz');
  t.equal(status, 503);
  t.strictSame(JSON.parse(body).checks, { redis: 'away', mongodb: 'ok' });
});

async function connected({ get }: Playing): Promise<void> {
  while ((await get('/readyz')).status !== 200);
}

t.test('while MongoDB is away nobody is taken for a follower, and nobody’s session is lost', async t => {
  const directory = await directoryForTest(t, 'mongodb');
  let mongod = await startMongod({ directory });
  t.teardown(() => mongod.stop());
  const { get, follow, signIn, visitWechat, url } = await startSession(t, { mongodbUrl: `${mongod.url}/wechat` });
  await follow('oAlice');
  const cookie = await signIn('oAlice');
  const next = await visitWechat('oAlice');
  await mongod.stop();
  isUnavailable(t, await get('/enter?to=/page', { cookie }), 'enter');
  isUnavailable(t, await get(next.path, { cookie: next.cookie }), 'callback');
  t.match(await get('/verify', { cookie }), { status: 503, body: '', setCookies: [] });
  const me = await get('/me', { cookie });
  t.match(me, { status: 503, setCookies: [] });
  t.strictSame(JSON.parse(me.body), { error: 'unavailable' });
  t.match(await get('/enter?to=/page'), { status: 302, location: /connect\/oauth2/ }, 'who is not known needs it not');

  mongod = await startMongod({ directory, port: mongod.port });
  t.match(await get('/enter?to=/page', { cookie }), { status: 302, location: `${url}/page` });
  t.match(
    await get(next.path, { cookie: next.cookie }),
    { status: 302, location: `${url}/page` },
    'with the same code',
  );
});

t.test('a MongoDB that hangs counts as away', async t => {
  const mongod = await startMongod({ directory: await directoryForTest(t, 'mongodb') });
  t.teardown(() => mongod.stop());
  const { get, follow, signIn } = await startSession(t, { mongodbUrl: `${mongod.url}/wechat` });
  await follow('oAlice');
  const cookie = await signIn('oAlice');
  process.kill(mongod.pid, 'SIGSTOP');
  // One or two reads may still be answered before the signal has arrived.
  let answer = await get('/verify', { cookie });
  while (answer.status === 204) answer = await get('/verify', { cookie });
  t.equal(answer.status, 503);
  process.kill(mongod.pid, 'SIGCONT');
});

t.test(
  'when WeChat gives no answer, or refuses for a reason of ours, that is told, logged, and tried again',
  async t => {
    const { get, follow, visitWechat, platform, logged, url, metrics } = await startSession(t, { logLevel: 'info' });
    await follow('oAlice');
    const { path, cookie } = await visitWechat('oAlice');
    const faults = [
      [{ kind: 'reset' }, 'api_unreachable'],
      [{ kind: 'status', status: 502 }, 'api_gateway'],
      [{ kind: 'malformed', body: '<html>' }, 'api_unreadable'],
      [{ kind: 'malformed', body: '{"openid":"oAlice"}' }, 'api_unreadable'],
      [{ kind: 'errcode', errcode: -1 }, 'errcode_-1'],
      [{ kind: 'errcode', errcode: 40125 }, 'errcode_40125'],
      [{ kind: 'errcode', errcode: 45011 }, 'errcode_45011'],
    ] as const;
    for (const [fault, code] of faults) {
      platform.faults.add({ path: '/sns/oauth2/access_token', times: 1, ...fault });
      isUnavailable(t, await get(path, { cookie }), code);
      const last = JSON.parse(logged.at(-1) ?? '{}');
      t.match(last, { level: 'error', err: { code }, endpoint: 'callback', appId: 'wx0123456789abcdef' }, code);
    }
    t.match(await get(path, { cookie }), { status: 302, location: `${url}/page` }, 'the code is as good as before');
    t.match(await metrics.registry.metrics(), /wechat_session_code_exchanges_total\{result="failed"\} 7/);
  },
);
