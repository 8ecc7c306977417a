import type { Push } from '@wechat-pipeline/wechat-core';
import t from 'tap';
import { readAccountFile } from '../src/file.js';
import { AccountFileError, readWebhookSecrets, wantsPush } from '../src/index.js';

const webhook = (fields: string, url = 'https://crm.example.com/') =>
  `webhooks:\n  - { name: crm, url: '${url}', secret: { env: S }, ${fields} }\n`;

t.test('a webhook has an address, a secret elsewhere, and kinds, pages or both', async t => {
  const { file } = readAccountFile(
    webhook('kinds: [subscribe, unknown], pages: [https://a.example/], concurrency: 8, timeoutSeconds: 20'),
  );
  t.strictSame(file.webhooks, [
    {
      name: 'crm',
      url: 'https://crm.example.com/',
      secret: { env: 'S' },
      kinds: ['subscribe', 'unknown'],
      pages: ['https://a.example/'],
      concurrency: 8,
      timeoutSeconds: 20,
    },
  ]);
  const local = readAccountFile(webhook('kinds: ["*"], allowPrivateAddresses: true', 'http://127.0.0.1:8080/'));
  t.equal(local.file.webhooks?.[0]?.url, 'http://127.0.0.1:8080/');
});

t.test('a bad one is refused with line, field and what was expected', async t => {
  const files: readonly [title: string, text: string, message: string | RegExp][] = [
    ['neither', webhook('concurrency: 1'), 'line 2: webhooks[0]: expected kinds or pages, got neither'],
    ['no kinds', webhook('kinds: []'), /webhooks\[0\]\.kinds: expected it not to be empty, got an empty list$/],
    [
      'an unknown kind',
      webhook('kinds: [follow]'),
      /webhooks\[0\]\.kinds\[0\]: expected text or .* or \*, got "follow"$/,
    ],
    [
      'a page that is none',
      webhook('pages: [/members]'),
      /pages\[0\]: expected an address https:\/\/…, got something else$/,
    ],
    ['no address', webhook('kinds: [text]', 'crm'), /webhooks\[0\]\.url: expected an address https:\/\/…/],
    ['another scheme', webhook('kinds: [text]', 'ftp://crm'), /url: expected an address https:\/\/…/],
    ['http', webhook('kinds: [text]', 'http://crm'), /url: .* only goes with allowPrivateAddresses: true$/],
    [
      'a password',
      webhook('kinds: [text]', 'https://me:hush@crm'),
      /url: expected an address without user and password/,
    ],
    ['a fragment', webhook('kinds: [text]', 'https://crm/#a'), /url: expected an address without #/],
    [
      'a bad name',
      webhook('kinds: [text]').replace('crm', 'C:RM'),
      /name: expected 1 to 64 lower-case letters.*, got "C:RM"$/,
    ],
    [
      'a name twice',
      `${webhook('kinds: [text]')}${webhook('kinds: [text]').split('\n')[1]}`,
      /webhooks\[1\]\.name: expected a name of its own, got that of webhooks\[0\]$/,
    ],
    [
      'too much at once',
      webhook('kinds: [text], concurrency: 101'),
      /concurrency: expected a whole number from 1 to 100, got "101"$/,
    ],
    [
      'no time',
      webhook('kinds: [text], timeoutSeconds: 0'),
      /timeoutSeconds: expected a whole number from 1 to 20, got "0"$/,
    ],
    ['yes for true', webhook('kinds: [text], allowPrivateAddresses: yes'), /expected true or false, got "yes"$/],
    [
      'a secret in the file',
      webhook('kinds: [text]').replace('{ env: S }', 'whsec_hush'),
      /secret: .*secrets do not belong in this file/,
    ],
    [
      'in an account',
      `accounts:\n  - { name: shop, appId: wx1, token: { env: T }, appSecret: { env: S }, webhooks: [{}] }`,
      /^line 2: accounts\[0\]\.webhooks\[0\]\.name: expected a text, got nothing$/m,
    ],
  ];
  for (const [title, text, message] of files) {
    const error = t.throws(() => readAccountFile(text), AccountFileError, title);
    t.match(error instanceof Error ? error.message : '', message, title);
    t.notMatch(error instanceof Error ? error.message : '', /hush/, 'and no secret is shown');
  }
});

const HEADER = { toUserName: 'gh_account', fromUserName: 'oFollower', createTime: 1, msgType: 'event' };
const view = (eventKey: string): Push => ({ ...HEADER, kind: 'view', event: 'VIEW', eventKey });
const text: Push = { ...HEADER, kind: 'text', msgType: 'text', content: 'hi', msgId: '1' };

t.test('a push is wanted by its kind', async t => {
  t.ok(wantsPush({ kinds: ['text'] }, text));
  t.notOk(wantsPush({ kinds: ['image', 'unknown'] }, text));
  t.ok(wantsPush({ kinds: ['*'] }, text));
  t.ok(wantsPush({ kinds: ['unknown'] }, { ...HEADER, kind: 'unknown', fields: {} }));
  t.ok(wantsPush({ kinds: ['view'] }, view('https://elsewhere.example/')));
});

t.test('a view is wanted by its page', async t => {
  const table: readonly [page: string, opened: string, isWanted: boolean][] = [
    ['https://a.example/members', 'https://a.example/members', true],
    ['https://a.example/members', 'https://a.example/members?from=menu#top', true],
    ['https://a.example/members', 'https://a.example/members/cards', true],
    ['https://a.example/members/', 'https://a.example/members/cards', true],
    ['https://a.example/members', 'https://a.example/members-only', false],
    ['https://a.example/members/', 'https://a.example/members', false],
    ['https://a.example', 'https://a.example/anything', true],
    ['https://a.example', 'https://a.example.evil/', false],
    ['https://a.example', 'http://a.example/', false],
    ['https://a.example', 'https://A.EXAMPLE:443/', true],
    ['https://a.example/members', 'https://a.example/members/../admin', false],
    ['https://a.example/p?id=1', 'https://a.example/p?id=1#top', true],
    ['https://a.example/p?id=1', 'https://a.example/p?id=12', false],
    ['https://a.example/p?id=1', 'https://a.example/p', false],
    ['https://a.example', 'no address', false],
  ];
  for (const [page, opened, isWanted] of table) {
    t.equal(wantsPush({ pages: [page] }, view(opened)), isWanted, `${page} ${opened}`);
  }
  t.notOk(wantsPush({ pages: ['https://a.example'] }, text));
});

t.test('a webhook’s secret is one, or two while it is being changed', async t => {
  const bytes = (count: number, fill = 'a') => `whsec_${Buffer.alloc(count, fill).toString('base64')}`;
  const environment = {
    SHORT: bytes(23),
    SHORTEST: bytes(24),
    LONGEST: bytes(64),
    LONG: bytes(65),
    TWO: `${bytes(32)},${bytes(32, 'b')}`,
    BARE: bytes(32).slice(6),
  };
  const read = (env: string) => {
    const { file } = readAccountFile(webhook('kinds: [text]').replace('env: S', `env: ${env}`));
    const told: string[] = [];
    const secrets = readWebhookSecrets(file.webhooks ?? [], { environment, accountFile: 'account.yml' }, (_, message) =>
      told.push(message),
    );
    return { secrets, told };
  };
  for (const env of ['SHORTEST', 'LONGEST', 'TWO'] as const) {
    t.strictSame(read(env), { secrets: { crm: environment[env] }, told: [] }, env);
  }
  for (const env of ['SHORT', 'LONG', 'BARE'])
    t.match(read(env).told, [/^expected the variable .* got something else$/], env);
  t.match(read('NONE').told, [
    /^expected the variable NONE to hold whsec_ and base64 of 24 to 64 bytes; .* got nothing$/,
  ]);
});
