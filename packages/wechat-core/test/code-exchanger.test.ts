import { createPhone } from '@wechat-pipeline/played-wechat';
import t, { type Test } from 'tap';
import { authorizeUrl, createCodeExchanger, type GrantStore, memoryGrantStore } from '../src/index.js';
import { CREDENTIALS, playAccount } from './played-account.js';
import { startCallback } from './start-callback.js';

const TOKEN = '/sns/oauth2/access_token';

async function play(t: Test) {
  const account = await playAccount(t);
  const callback = await startCallback(t);
  const now = () => account.clock.now;
  const { url } = account.platform;
  const address = authorizeUrl({
    appId: CREDENTIALS.appId,
    redirectUri: callback.url,
    scope: 'snsapi_base',
    state: 'aB3',
    url,
  });
  return {
    ...account,
    exchanger: (store?: GrantStore) =>
      createCodeExchanger({ client: account.client, ...CREDENTIALS, now, ...(store && { store }) }),
    /** The codes that a phone's loads of the callback bring. */
    async visit(openid: string, loadsCallbackTwice = false) {
      const before = callback.queries.length;
      await createPhone({ platformUrl: url, openid, loadsCallbackTwice }).open(address);
      return callback.queries.slice(before).map(query => query.get('code')!);
    },
  };
}

t.test('a callback that is loaded twice is one visit, now and for the five minutes after', async t => {
  const { platform, clock, exchanger, visit } = await play(t);
  const codes = await visit('oVisitor', true);
  t.equal(codes.length, 2);
  t.equal(codes[0], codes[1]);
  const { exchange } = exchanger();
  const [first, second] = await Promise.all(codes.map(exchange));
  t.match(first, { kind: 'visitor', openid: 'oVisitor' });
  t.strictSame(second, first);
  t.equal(platform.calls.paths[TOKEN], 1);

  clock.now += 299_999;
  t.strictSame(await exchange(codes[0]!), first, 'somebody has gone back');
  clock.now += 1;
  await t.rejects(exchange(codes[0]!), { name: 'RestartOAuthError', reason: 'code_used' });
  t.equal(platform.calls.paths[TOKEN], 2);
});

t.test('each code is its own visit', async t => {
  const { exchanger, visit } = await play(t);
  const { exchange } = exchanger();
  const codes = [await visit('oOne'), await visit('oOther')].flat();
  t.match(await Promise.all(codes.map(exchange)), [{ openid: 'oOne' }, { openid: 'oOther' }]);
});

t.test('a failure is not remembered: the code may be as good as before', async t => {
  const { platform, exchanger, visit } = await play(t);
  const { exchange } = exchanger();
  const [code] = await visit('oVisitor');
  for (const fault of [
    { kind: 'errcode', errcode: -1 },
    { kind: 'reset' },
    { kind: 'status', status: 502 },
    { kind: 'errcode', errcode: 45011 },
    { kind: 'errcode', errcode: 40029 },
  ] as const) {
    platform.faults.add({ path: TOKEN, times: 1, ...fault });
    await t.rejects(
      exchange(code!),
      { name: /^(Api|ApiUnavailable|RestartOAuth)Error$/, path: TOKEN },
      JSON.stringify(fault),
    );
  }
  t.match(await exchange(code!), { openid: 'oVisitor' });
});

t.test('of two processes that get the same code, one exchanges it and the other learns what it was worth', async t => {
  const { platform, clock, exchanger, visit } = await play(t);
  const store = memoryGrantStore(() => clock.now);
  const [code] = await visit('oVisitor');
  const grants = await Promise.all([exchanger(store).exchange(code!), exchanger(store).exchange(code!)]);
  t.match(grants[0], { openid: 'oVisitor' });
  t.strictSame(grants[0], grants[1]);
  t.equal(platform.calls.errcodes[40163], 1);
  t.strictSame(await exchanger(store).exchange(code!), grants[0], 'as does one that comes later');
  t.equal(platform.calls.paths[TOKEN], 2);
});

t.test('a code that nobody of ours has used is not waited for for ever', async t => {
  const { clock, exchanger, visit } = await play(t);
  const [code] = await visit('oVisitor');
  await exchanger().exchange(code!);
  await t.rejects(exchanger().exchange(code!), { name: 'RestartOAuthError', reason: 'code_used' }, 'alone: at once');
  let reads = 0;
  const store: GrantStore = {
    async read() {
      reads += 1;
      clock.now += 1_000;
      return undefined;
    },
    async store() {},
  };
  await t.rejects(exchanger(store).exchange(code!), { name: 'RestartOAuthError', reason: 'code_used' });
  t.equal(reads, 3);
});

t.test('a memory of grants forgets what is old', async t => {
  const clock = { now: 0 };
  const store = memoryGrantStore(() => clock.now);
  const grant = { kind: 'snapshot', virtualOpenid: 'o' } as const;
  await store.store('first', grant);
  clock.now = 200_000;
  await store.store('second', grant);
  clock.now = 300_000;
  t.equal(await store.read('first'), undefined);
  t.strictSame(await store.read('second'), grant);
});
