import t from 'tap';
import { createAccessToken } from '../src/index.js';
import { CREDENTIALS, playAccount } from './played-account.js';

const STABLE_TOKEN = '/cgi-bin/stable_token';
const MINUTE = 60_000;

t.test('many callers at once share one refresh, in one process and over several', async t => {
  const { platform, client, cache, clock } = await playAccount(t);
  const processes = Array.from({ length: 5 }, () =>
    createAccessToken({ client, ...CREDENTIALS, cache, now: () => clock.now }),
  );
  const tokens = await Promise.all(processes.flatMap(token => Array.from({ length: 20 }, () => token.get())));
  t.equal(new Set(tokens).size, 1);
  t.equal(platform.calls.paths[STABLE_TOKEN], 1);
});

t.test('a token is used until five minutes before it expires, and replaced then', async t => {
  const { platform, accessToken, clock } = await playAccount(t);
  const first = await accessToken.get();
  clock.now += 7_200_000 - 5 * MINUTE - 1;
  t.equal(await accessToken.get(), first);
  t.equal(platform.calls.paths[STABLE_TOKEN], 1);
  clock.now += 1_001;
  t.not(await accessToken.get(), first);
  t.equal(platform.calls.paths[STABLE_TOKEN], 2);
});

t.test('a refresh that fails leaves the token in use that is still good', async t => {
  const { platform, accessToken, clock } = await playAccount(t);
  const first = await accessToken.get();
  clock.now += 7_200_000 - 4 * MINUTE;
  const remove = platform.faults.add({ path: STABLE_TOKEN, kind: 'status', status: 502 });
  t.equal(await accessToken.get(), first);
  t.equal(await accessToken.get(), first);
  t.equal(platform.calls.paths[STABLE_TOKEN], 2, 'and is not tried again at once');
  clock.now += 11_000;
  remove();
  t.not(await accessToken.get(), first);
});

t.test('without a good token the failure is told', async t => {
  const { platform, accessToken } = await playAccount(t);
  platform.faults.add({ path: STABLE_TOKEN, kind: 'errcode', errcode: 40125, errmsg: 'invalid appsecret' });
  await t.rejects(accessToken.get(), { code: 'errcode_40125' });
});

t.test('while another process refreshes, the old token serves; without one its result is awaited', async t => {
  const { accessToken, cache, clock } = await playAccount(t);
  const token = { token: 'old', expiresAt: clock.now + MINUTE, refreshAt: clock.now - 1 };
  await cache.store(token, 0);
  const fence = await cache.lock(MINUTE);
  t.equal(await accessToken.get(), 'old');

  clock.now += MINUTE;
  const awaited = accessToken.get();
  await cache.store({ token: 'new', expiresAt: clock.now + 2 * MINUTE, refreshAt: clock.now + MINUTE }, fence!);
  t.equal(await awaited, 'new');
});

t.test('a process that slept over its turn does not undo the work of the next', async t => {
  const { cache, clock } = await playAccount(t);
  const sleeper = (await cache.lock(1_000))!;
  clock.now += 1_001;
  const next = (await cache.lock(1_000))!;
  await cache.store({ token: 'new', expiresAt: clock.now + MINUTE, refreshAt: clock.now + MINUTE }, next);
  await cache.store({ token: 'old', expiresAt: clock.now + MINUTE, refreshAt: clock.now + MINUTE }, sleeper);
  t.equal((await cache.read())?.token, 'new');
  await cache.unlock(sleeper);
  t.equal(await cache.lock(1_000), undefined, 'nor does it give away the other’s lock');
});

t.test('a revoked token costs one refresh, whoever notices, and every call succeeds', async t => {
  const { platform, api, accessToken } = await playAccount(t, { autoFollow: true });
  const revoked = await accessToken.get();
  platform.revokeToken();
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, index) => api.call('/cgi-bin/user/info', { query: { openid: `o${index}` } })),
  );
  t.ok(answers.every(({ subscribe }) => subscribe === 1));
  t.equal(platform.calls.paths[STABLE_TOKEN], 2);
  await accessToken.reject(revoked);
  await accessToken.get();
  t.equal(platform.calls.paths[STABLE_TOKEN], 2, 'who notices late does not drop the new one');
});

t.test('an expired token (42001) is replaced the same way', async t => {
  const { platform, api, accessToken } = await playAccount(t, { autoFollow: true });
  await accessToken.get();
  platform.expireToken();
  t.match(await api.call('/cgi-bin/user/info', { query: { openid: 'o1' } }), { subscribe: 1 });
});

t.test(
  'force is used only if the platform hands out the very token that it refuses, and within its budget',
  async t => {
    const { platform, api, accessToken, clock } = await playAccount(t, { autoFollow: true });
    const ask = () => api.call('/cgi-bin/user/info', { query: { openid: 'o1' } });
    await accessToken.get();
    platform.revokeToken({ stuck: true });
    t.match(await ask(), { subscribe: 1 });
    t.equal(platform.calls.forcedRefreshes, 1);

    platform.revokeToken({ stuck: true });
    await t.rejects(ask(), { code: 'token_rejected' }, 'not twice within 30 seconds');
    t.equal(platform.calls.forcedRefreshes, 1);
    clock.now += 30_001;
    t.match(await ask(), { subscribe: 1 });

    for (let times = 2; times < 20; times += 1) {
      clock.now += 30_001;
      platform.revokeToken({ stuck: true });
      await ask();
    }
    clock.now += 30_001;
    platform.revokeToken({ stuck: true });
    await t.rejects(ask(), { code: 'token_rejected' }, 'not more than 20 times a day');
    t.equal(platform.calls.forcedRefreshes, 20);
  },
);

t.test('a call that is refused with the new token, too, is not repeated for ever', async t => {
  const { platform, api } = await playAccount(t);
  platform.faults.add({ path: '/cgi-bin/user/info', kind: 'errcode', errcode: 40001 });
  await t.rejects(api.call('/cgi-bin/user/info', { query: { openid: 'o1' } }), { code: 'errcode_40001' });
  t.equal(platform.calls.paths['/cgi-bin/user/info'], 2);
});

t.test('an answer without a usable token is no token', async t => {
  const { platform, accessToken } = await playAccount(t);
  for (const body of ['{}', '{"access_token":"","expires_in":7200}', '{"access_token":"a","expires_in":0}']) {
    platform.faults.add({ path: STABLE_TOKEN, times: 1, kind: 'malformed', body });
    await t.rejects(accessToken.get(), { code: 'api_unreadable' }, body);
  }
});
