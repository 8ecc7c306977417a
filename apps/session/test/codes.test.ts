import t from 'tap';
import { request } from 'undici';
import { ACCOUNT, cookiesOf, startSession } from './start-session.js';

const TOKEN = '/sns/oauth2/access_token';

t.test('of a storm of callbacks with one code, over two processes, each ends in the same session', async t => {
  const { get, startInstance, visitWechat, follow, platform, url } = await startSession(t);
  const other = await startInstance();
  await follow('oAlice');
  const { path, cookie } = await visitWechat('oAlice');
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? get : other.get)(path, { cookie })),
  );
  for (const answer of answers) t.match(answer, { status: 302, location: `${url}/page` });
  const verified = await Promise.all(answers.map(answer => get('/verify', { cookie: cookiesOf(answer) })));
  t.ok(verified.every(({ headers }) => headers.get('x-wechat-openid') === 'oAlice'));
  const { paths, errcodes } = platform.calls;
  const tries = paths[TOKEN] ?? 0;
  t.equal(tries - (errcodes[40163] ?? 0), 1, 'the code was exchanged once');
  t.ok(tries <= 2, 'and each process has asked at most once');
});

t.test('a code that comes again within five minutes is worth the same, and later nothing', async t => {
  const { get, visitWechat, follow, clock, platform, redis } = await startSession(t);
  await follow('oAlice');
  const { path, cookie } = await visitWechat('oAlice');
  t.equal((await get(path, { cookie })).status, 302);
  clock.now += 299_000;
  t.equal((await get(path, { cookie })).status, 302, 'somebody has gone back');
  t.equal(platform.calls.paths[TOKEN], 1);

  // As Redis does by itself when the five minutes are over.
  const { Redis } = await import('ioredis');
  const connection = new Redis(redis.url);
  const keys = await connection.keys(`${redis.prefix}:grant:*`);
  t.equal(keys.length, 1);
  await connection.del(keys);
  connection.disconnect();
  clock.step = 500;
  t.match(await get(path, { cookie }), { status: 403, setCookies: [], body: /再试一次/ });
  t.equal(platform.calls.errcodes[40163], 1);
});

t.test('a code that WeChat does not know, or that is too old, or none, is told on a page with a link', async t => {
  const { get, visitWechat, follow, clock, platform, metrics } = await startSession(t);
  await follow('oAlice');
  const { path, cookie } = await visitWechat('oAlice');
  const withCode = (code: string) => path.replace(/code=[^&]*/, code);
  for (const code of ['code=nonsense', 'code=', '', 'code=a&code=b']) {
    t.match(await get(withCode(code), { cookie }), { status: 403, setCookies: [], body: /再试一次/ }, code);
  }
  t.equal(platform.calls.paths[TOKEN], 1, 'WeChat is asked for what may be a code alone');
  clock.now += 300_000;
  t.match(await get(path, { cookie }), { status: 403 });
  t.equal(platform.calls.errcodes[42003], 1);
  const told = await metrics.registry.metrics();
  t.match(told, /wechat_session_code_exchanges_total\{result="refused"\} 2/);
  t.match(told, /wechat_session_requests_total\{route="callback",result="code_refused"\} 5/);
});

t.test('a code that somebody else has used up is worth nothing here', async t => {
  const { get, visitWechat, follow, clock, platform } = await startSession(t);
  await follow('oAlice');
  const { path, cookie } = await visitWechat('oAlice');
  const code = new URL(`http://a${path}`).searchParams.get('code') ?? '';
  const query = { appid: ACCOUNT.appId, secret: ACCOUNT.appSecret, code, grant_type: 'authorization_code' };
  await (await request(`${platform.url}${TOKEN}`, { query })).body.json();
  clock.step = 500;
  t.match(await get(path, { cookie }), { status: 403, setCookies: [] });
});

t.test('whoever has a session goes on from the callback without its code being looked at', async t => {
  const { get, visitWechat, follow, platform, url } = await startSession(t);
  await follow('oAlice');
  const { path, cookie } = await visitWechat('oAlice');
  const session = cookiesOf(await get(path, { cookie }));
  t.match(await get(path.replace(/state=\w+/, 'state=a'), { cookie: session }), {
    status: 302,
    location: `${url}/page`,
  });
  t.equal(platform.calls.paths[TOKEN], 1);
});

t.test('a snapshot’s code stays a snapshot’s, and says so each time', async t => {
  const { get, follow, platform, url, phone } = await startSession(t);
  await follow('oAlice');
  const hers = phone('oAlice', { isSnapshot: true, loadsCallbackTwice: true });
  t.match(await hers.open(`${url}/enter?to=/page`), { status: 200, body: /使用完整服务/ });
  t.equal(platform.calls.paths[TOKEN], 1);
  t.notOk([...hers.cookies(url).keys()].includes('wechat-session'));
  t.equal((await get('/me')).status, 401);
});
