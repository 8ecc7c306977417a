import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mock } from 'node:test';
import { directoryForTest } from '@wechat-pipeline/local-servers';
import t, { type Test } from 'tap';
import { type AccountFileError, openAccounts } from '../src/index.js';

interface Made {
  readonly name: string;
  readonly text: string | undefined;
  readonly token?: string | undefined;
  readonly appSecret?: string | undefined;
}

const ENVIRONMENT = { SHOP_TOKEN: 'shop123', BAD: 'not a token!' };
const shop = (text: string, token = 'SHOP_TOKEN') =>
  `accounts:\n  - { name: shop, appId: wx2, token: { env: ${token} }, appSecret: { file: secret }, replies: { default: { text: ${text} } } }\n`;

/** Accounts of a file that can be changed. */
async function setup(t: Test, text: string | undefined) {
  const directory = await directoryForTest(t, 'accounts');
  const path = join(directory, 'account.yml');
  writeFileSync(join(directory, 'secret'), 'the-app-secret\n');
  if (text !== undefined) writeFileSync(path, text);
  const told: (number | AccountFileError)[] = [];
  let tell = (_: number | AccountFileError): void => {};
  const hear = (what: number | AccountFileError) => {
    told.push(what);
    tell(what);
  };
  const accounts = await openAccounts<Made>({
    path,
    environment: () => ENVIRONMENT,
    appId: 'wx1',
    secrets: ['token'],
    own: ({ replies }) => ({ name: '', text: replies?.default?.text }),
    other: ({ name, replies }, secrets) => ({ name, text: replies?.default?.text, ...secrets }),
    onReload: hear,
    onProblem: hear,
  });
  // Watching a file keeps no program from ending.
  const alive = setInterval(() => {}, 60_000);
  t.teardown(() => {
    clearInterval(alive);
    accounts.close();
  });
  return {
    accounts,
    path,
    /** What came of each change so far. */
    told,
    /** Saves the file as editors do, and resolves to what came of it. */
    save(changed: string): Promise<number | AccountFileError> {
      const answer = new Promise<number | AccountFileError>(resolve => {
        tell = resolve;
      });
      writeFileSync(`${path}.new`, changed);
      renameSync(`${path}.new`, path);
      return answer;
    },
  };
}

t.test('accounts are found by their name and their AppID, with the secrets that were asked for', async t => {
  const { accounts } = await setup(t, `replies: { default: { text: own } }\n${shop('theirs')}`);
  t.strictSame(accounts.byName(''), { name: '', text: 'own' });
  t.strictSame(accounts.byName('shop'), { name: 'shop', text: 'theirs', token: 'shop123' });
  t.equal(accounts.byAppId('wx1'), accounts.byName(''));
  t.equal(accounts.byAppId('wx2'), accounts.byName('shop'));
  t.equal(accounts.byName('constructor'), undefined);
  t.equal(accounts.all().length, 2);
});

t.test('without a file there is the environment’s account alone', async t => {
  const accounts = await openAccounts<string>({
    path: undefined,
    environment: () => ({}),
    appId: 'wx1',
    secrets: [],
    own: () => 'own',
    other: () => 'other',
  });
  t.strictSame([accounts.all(), accounts.byAppId('wx1')], [['own'], 'own']);
  accounts.close();
});

t.test('a change takes effect without a restart; who has not changed stays what it was', async t => {
  const { accounts, save } = await setup(t, shop('before'));
  const [own, theirs] = [accounts.byName(''), accounts.byName('shop')];
  t.equal(
    await save(`${shop('before')}  - { name: b, appId: wx3, token: { env: SHOP_TOKEN }, appSecret: { env: B } }`),
    3,
  );
  t.equal(accounts.byName(''), own);
  t.equal(accounts.byName('shop'), theirs);
  t.match(accounts.byName('b'), { name: 'b' });
  t.equal(await save(shop('after')), 2);
  t.match(accounts.byName('shop'), { text: 'after' });
  t.equal(accounts.byAppId('wx3'), undefined, 'and who is removed is gone');
});

t.test('a bad edit keeps the good one and says so, until it is mended', async t => {
  const { accounts, save } = await setup(t, shop('good'));
  t.match(await save('accounts: [{}]'), { name: 'AccountFileError', problems: [{ line: 1 }] });
  t.match(accounts.byName('shop'), { text: 'good' });
  t.match(await save(shop('good', 'MISSING')), {
    message:
      'line 2: accounts[0].token: expected the variable MISSING to hold a token, 3 to 32 letters and digits; while it is being changed the new one, a comma and the old one, got nothing',
  });
  t.match(accounts.byName('shop'), { text: 'good' });
  t.equal(await save(shop('better')), 2);
  t.match(accounts.byName('shop'), { text: 'better' });
});

t.test('a webhook’s secret is read where it is needed, and another one makes another account', async t => {
  const secret = `whsec_${'a'.repeat(32)}`;
  const directory = await directoryForTest(t, 'accounts');
  const [path, variables] = [join(directory, 'account.yml'), { HOOK: secret }];
  const hook = '{ name: crm, url: https://crm.example.com/, secret: { env: HOOK }, kinds: [text] }';
  const entry = '{ name: shop, appId: wx2, token: { env: T }, appSecret: { env: S }, webhooks: [HOOK] }';
  writeFileSync(path, `webhooks: [${hook}]\naccounts:\n  - ${entry.replace('HOOK', hook)}\n`);
  const open = (needsWebhookSecrets: boolean, environment: Record<string, string>) =>
    openAccounts<unknown>({
      path,
      environment: () => environment,
      appId: 'wx1',
      secrets: [],
      needsWebhookSecrets,
      own: (_, secrets) => secrets,
      other: (_, __, secrets) => secrets,
    });
  const accounts = await open(true, variables);
  t.strictSame(accounts.all(), [{ crm: secret }, { crm: secret }]);
  accounts.close();
  const others = await open(false, {});
  t.strictSame(others.all(), [{}, {}]);
  others.close();
  const error = await t.rejects(open(true, {}));
  t.match((error as AccountFileError).problems, [
    { line: 1, field: 'webhooks[0].secret', message: /^expected the variable HOOK to hold whsec_/ },
    { line: 3, field: 'accounts[0].webhooks[0].secret' },
  ]);
});

t.test('a file that is being written is left alone until it rests', async t => {
  mock.timers.enable({ apis: ['setInterval'] });
  t.teardown(() => mock.timers.reset());
  const { accounts, path, told } = await setup(t, shop('before'));
  const look = () => mock.timers.tick(500);
  for (const written of ['', shop('after').slice(0, 20), shop('after')]) {
    writeFileSync(path, written);
    look();
    t.match(accounts.byName('shop'), { text: 'before' });
  }
  look();
  t.match(accounts.byName('shop'), { text: 'after' });
  look();
  t.strictSame(told, [2], 'it is read once');
});

t.test('at start a file that cannot be used is an error', async t => {
  const files: readonly [text: string | undefined, message: RegExp][] = [
    [undefined, /^expected a file that can be read, got ENOENT$/],
    [
      shop('a', 'BAD'),
      /^line 2: accounts\[0\]\.token: expected the variable BAD to hold a token, .*, got something else$/,
    ],
    [
      shop('a').replace('wx2', 'wx1'),
      /^line 2: accounts\[0\]\.appId: expected another AppID than that of the environment’s account$/,
    ],
  ];
  for (const [text, message] of files) await t.rejects(setup(t, text), { name: 'AccountFileError', message });
});
