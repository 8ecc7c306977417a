import t from 'tap';
import { type ApiPausedError, createAccountApi, createApiGate, memoryPauseStore } from '../src/index.js';
import { type PlayedAccount, playAccount } from './played-account.js';

const INFO = '/cgi-bin/user/info';
const FOLLOWERS = '/cgi-bin/user/get';
const STABLE_TOKEN = '/cgi-bin/stable_token';
const MINUTE = 60_000;
/** 2026-11-22 08:00 in Shanghai, the clock of {@link playAccount}. */
const MIDNIGHT = Date.parse('2026-11-23T00:00:00+08:00');

const ask = ({ api }: Pick<PlayedAccount, 'api'>) => api.call(INFO, { query: { openid: 'o1' } });

t.test('an API whose day’s quota is used up is not called again before midnight in Shanghai', async t => {
  const account = await playAccount(t, { autoFollow: true, quotas: { [INFO]: 1 } });
  const { platform, api, clock } = account;
  await ask(account);
  await t.rejects(ask(account), { code: 'errcode_45009' });
  const paused = await t.rejects(ask(account), {
    name: 'ApiPausedError',
    code: 'api_paused',
    path: INFO,
    until: MIDNIGHT,
    message:
      '/cgi-bin/user/info is paused until 2026-11-22T16:00:00.000Z, for which it asked with errcode 45009: call it again then',
  });
  t.type((paused as ApiPausedError).until, 'number');
  t.equal(platform.calls.paths[INFO], 2, 'nothing was sent');
  await t.resolves(api.call(FOLLOWERS), 'other APIs go on');

  clock.now = MIDNIGHT - 1;
  await t.rejects(ask(account), { code: 'api_paused' });
  clock.now = MIDNIGHT;
  await t.resolves(ask(account));
});

t.test('an API that was called too often in a minute is left alone for one', async t => {
  const account = await playAccount(t, { autoFollow: true });
  const { platform, clock } = account;
  platform.faults.add({ path: INFO, times: 1, kind: 'errcode', errcode: 45011 });
  await t.rejects(ask(account), { code: 'errcode_45011' });
  const { until } = (await t.rejects(ask(account), { code: 'api_paused' })) as ApiPausedError;
  t.ok(until >= clock.now + MINUTE && until <= clock.now + 1.25 * MINUTE);
  t.equal(platform.calls.paths[INFO], 1);
  clock.now = until;
  await t.resolves(ask(account));
});

/** How many calls go out in this minute, of as many as anybody may want. */
async function callsInAMinute({ api, clock }: PlayedAccount): Promise<number> {
  clock.now = (Math.floor(clock.now / MINUTE) + 1) * MINUTE;
  for (let calls = 0; calls < 1_000; calls += 1) {
    const error = await ask({ api }).then(
      () => undefined,
      error => error,
    );
    if (!error) continue;
    t.match(error, { code: 'api_paused', until: clock.now + MINUTE, message: /because calls in a minute are limited/ });
    return calls;
  }
  return Number.POSITIVE_INFINITY;
}

t.test('after that it is called half as often, a little more each minute, and after ten as before', async t => {
  const account = await playAccount(t, { autoFollow: true });
  const { platform, clock } = account;
  for (let calls = 0; calls < 39; calls += 1) await ask(account);
  platform.faults.add({ path: INFO, times: 1, kind: 'errcode', errcode: 45011 });
  await t.rejects(ask(account), { code: 'errcode_45011' });
  const { until } = (await t.rejects(ask(account), { code: 'api_paused' })) as ApiPausedError;
  clock.now = until;
  const calls: number[] = [];
  while (calls.at(-1) !== Number.POSITIVE_INFINITY) calls.push(await callsInAMinute(account));
  t.strictSame(calls, [24, 26, 28, 30, 32, 34, 36, 38, Number.POSITIVE_INFINITY], 'of 40, from the second minute on');
});

t.test('many calls that are refused at once halve the pace once, and another complaint halves it again', async t => {
  const account = await playAccount(t, { autoFollow: true });
  const { platform } = account;
  await account.accessToken.get();
  const remove = platform.faults.add({ path: INFO, kind: 'errcode', errcode: 45011 });
  const refusals = await Promise.all(Array.from({ length: 40 }, () => ask(account).catch(error => error.code)));
  t.strictSame(new Set(refusals), new Set(['errcode_45011']));
  remove();
  account.clock.now += 1.25 * MINUTE;
  t.equal(await callsInAMinute(account), 24);
  platform.faults.add({ path: INFO, times: 1, kind: 'errcode', errcode: 45011 });
  account.clock.now += MINUTE;
  await t.rejects(ask(account), { code: 'errcode_45011' });
  account.clock.now += 1.25 * MINUTE;
  t.equal(await callsInAMinute(account), 15, 'half of 24, and two twentieths');
});

t.test('a gate that is lifted lets everything through again, at any pace', async t => {
  const account = await playAccount(t, { autoFollow: true });
  account.platform.faults.add({ path: INFO, times: 1, kind: 'errcode', errcode: 45011 });
  await t.rejects(ask(account), { code: 'errcode_45011' });
  await account.api.gate.lift();
  for (let call = 0; call < 5; call += 1) await t.resolves(ask(account));
});

t.test('processes share their pauses, and each slows down', async t => {
  const one = await playAccount(t, { autoFollow: true });
  const { platform, client, accessToken, clock } = one;
  const pauses = memoryPauseStore();
  const [here, there] = [1, 2].map(() => {
    const gate = createApiGate({ pauses, now: () => clock.now });
    return { ...one, gate, api: createAccountApi(client, accessToken, gate) };
  }) as [PlayedAccount, PlayedAccount];
  for (let calls = 0; calls < 40; calls += 1) await ask(there);
  platform.faults.add({ path: INFO, times: 1, kind: 'errcode', errcode: 45011 });
  await t.rejects(ask(here), { code: 'errcode_45011' });
  await t.rejects(ask(there), { code: 'api_paused' });
  t.equal(platform.calls.paths[INFO], 41);
  clock.now += 1.25 * MINUTE;
  t.equal(await callsInAMinute(there), 24);
});

t.test('an address that is not allowed is this machine’s alone, and tried again in ten minutes', async t => {
  const one = await playAccount(t, { autoFollow: true });
  const { platform, client, accessToken, clock } = one;
  const pauses = memoryPauseStore();
  const [here, there] = [1, 2].map(() =>
    createAccountApi(client, accessToken, createApiGate({ pauses, now: () => clock.now })),
  );
  platform.faults.add({ path: INFO, times: 1, kind: 'errcode', errcode: 40164 });
  await t.rejects(ask({ api: here! }), { code: 'errcode_40164' });
  await t.rejects(ask({ api: here! }), { code: 'api_paused', until: clock.now + 10 * MINUTE });
  await t.resolves(ask({ api: there! }), 'another machine’s may be');
});

t.test('a wrong secret costs one call a minute, whoever needs a token', async t => {
  const account = await playAccount(t, { autoFollow: true });
  const { platform, clock } = account;
  platform.faults.add({ path: STABLE_TOKEN, kind: 'errcode', errcode: 40001 });
  await t.rejects(ask(account), { code: 'errcode_40001', path: STABLE_TOKEN });
  for (let times = 0; times < 10; times += 1) {
    await t.rejects(ask(account), { code: 'api_paused', path: STABLE_TOKEN, until: clock.now + MINUTE });
  }
  t.equal(platform.calls.paths[STABLE_TOKEN], 1);
  platform.faults.clear();
  clock.now += MINUTE;
  await t.resolves(ask(account), 'and user/info was not blamed for it');
});

t.test('while the quota of tokens is used up, a token that is still good serves', async t => {
  for (const [errcode, until] of [
    [45009, MIDNIGHT],
    [45011, undefined],
  ] as const) {
    const account = await playAccount(t, { autoFollow: true });
    const { platform, accessToken, clock } = account;
    await accessToken.get();
    clock.now += 7_200_000 - 4 * MINUTE;
    platform.faults.add({ path: STABLE_TOKEN, kind: 'errcode', errcode });
    for (let times = 0; times < 3; times += 1) {
      await t.resolves(ask(account));
      clock.now += 11_000;
    }
    t.equal(platform.calls.paths[STABLE_TOKEN], 2, 'and is not asked for again');
    if (until === undefined) continue;
    clock.now += 5 * MINUTE;
    await t.rejects(ask(account), { code: 'api_paused', path: STABLE_TOKEN, until }, 'until it has expired');
  }
});

t.test('who listens hears of each refusal once, and of none that a new token has mended', async t => {
  const { client, accessToken, clock, platform } = await playAccount(t, { autoFollow: true });
  const heard: number[] = [];
  const gate = createApiGate({ now: () => clock.now, onRefused: ({ errcode }) => heard.push(errcode) });
  const api = createAccountApi(client, accessToken, gate);
  await accessToken.get();
  platform.revokeToken();
  await ask({ api });
  t.strictSame(heard, []);
  platform.revokeToken();
  platform.faults.add({ path: INFO, kind: 'errcode', errcode: 40001 });
  await t.rejects(ask({ api }), { code: 'errcode_40001' });
  platform.faults.clear();
  platform.faults.add({ path: INFO, kind: 'errcode', errcode: 45009 });
  await t.rejects(ask({ api }), { code: 'errcode_45009' });
  await t.rejects(ask({ api }), { code: 'api_paused' });
  t.strictSame(heard, [40001, 45009]);
});

t.test('other failures pause nothing', async t => {
  const account = await playAccount(t, { autoFollow: true });
  for (const fault of [
    { kind: 'errcode', errcode: -1 },
    { kind: 'errcode', errcode: 40003 },
    { kind: 'errcode', errcode: 48001 },
    { kind: 'errcode', errcode: 12_345 },
    { kind: 'status', status: 502 },
    { kind: 'reset' },
  ] as const) {
    account.platform.faults.add({ path: INFO, times: 1, ...fault });
    await t.rejects(ask(account), { name: /^Api(Unavailable)?Error$/ });
    await t.resolves(ask(account), JSON.stringify(fault));
  }
});
