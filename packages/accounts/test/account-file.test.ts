import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { accountFileJsonSchema, readAccountFile } from '../src/file.js';
import { AccountFileError } from '../src/index.js';

const ROOT = join(import.meta.dirname, '../../../..');
const SHOP = '- { name: shop, appId: wx1, token: { env: T }, appSecret: { env: S } }';
const accounts = (...entries: readonly string[]) => `accounts:\n${entries.map(entry => `  ${entry}\n`).join('')}`;
const menuTo = (host: string) => `button: [{ type: view, name: a, url: 'https://${host}.example/' }]`;
const keyword = (fields: string) => `replies:\n  keywords:\n    - ${fields}`;

t.test('a bad file is refused with line, field and what was expected', async t => {
  const files: readonly [title: string, text: string, message: string | RegExp][] = [
    ['no YAML', 'replies: [', /^line 1: expected YAML, got: /],
    ['a name twice', 'replies: {}\nreplies: {}', 'line 2: expected YAML, got: Map keys must be unique'],
    ['a list', '- 1', 'line 1: expected names with values, got a list'],
    [
      'an unknown name',
      'replys: {}',
      'line 1: replys: expected one of replies, menu, conditionalMenus, pages, webhooks, accounts',
    ],
    [
      'an unknown name deep inside',
      'replies:\n  folow: { text: a }',
      /^line 2: replies\.folow: expected one of follow,/,
    ],
    ['no reply', 'replies:\n  follow: {}', /^line 2: replies\.follow: expected one of text, image, .* got none$/],
    ['two replies', 'replies:\n  default: { text: a, image: b }', /got text and image$/],
    [
      'an empty text',
      'replies:\n  default: { text: "" }',
      'line 2: replies.default.text: expected a text, got an empty one',
    ],
    [
      'a text that is too long',
      `replies:\n  default: { text: ${'好'.repeat(683)} }`,
      'line 2: replies.default.text: expected a text of at most 2048 bytes, got one of 2049: shorten it',
    ],
    ['a value left out', 'replies:\n  default:', /^line 2: replies\.default: expected names with values, got nothing/],
    [
      'a list where a text belongs',
      'replies:\n  default: { text: [a] }',
      /replies\.default\.text: expected a text, got a list$/,
    ],
    [
      'an article without its URL',
      'replies:\n  default: { news: { title: a } }',
      /default\.news\.url: expected a text, got nothing$/,
    ],
    [
      'no matcher',
      keyword('text: a'),
      'line 3: replies.keywords[0]: expected one of exact, contains, prefix, pattern, got none',
    ],
    ['two matchers', keyword('{ exact: a, prefix: b, text: c }'), /keywords\[0\]: .* got exact and prefix$/],
    [
      'an empty word',
      keyword('{ exact: "", text: c }'),
      /keywords\[0\]\.exact: expected it not to be empty, got an empty text$/,
    ],
    [
      'an empty list of words',
      keyword('{ contains: [], text: c }'),
      /keywords\[0\]\.contains: expected it not to be empty, got an empty list$/,
    ],
    [
      'a pattern that is none',
      keyword('{ pattern: "(", text: c }'),
      /keywords\[0\]\.pattern: .* got an error: missing closing \)/,
    ],
    [
      'a pattern with look-around',
      keyword('{ pattern: "(?<=a)b", text: c }'),
      /pattern: .*no look-around, no back-references/,
    ],
    [
      'a pattern with a back-reference',
      keyword('{ pattern: "(a)\\\\1", text: c }'),
      /pattern: .*no look-around, no back-references/,
    ],
    [
      'yes for true',
      keyword('{ prefix: "@", suggestion: yes, text: c }'),
      /suggestion: expected true or false, got "yes"$/,
    ],
    [
      'a bad account name',
      accounts(SHOP.replace('shop', 'My_Shop')),
      /name: expected 1 to 64 lower-case letters.*, got "My_Shop"$/,
    ],
    ['a name that is taken by health', accounts(SHOP.replace('shop', 'livez')), /accounts\[0\]\.name: expected/],
    [
      'two accounts of one name',
      accounts(SHOP, SHOP.replace('wx1', 'wx2')),
      'line 3: accounts[1].name: expected a name of its own, got that of accounts[0]',
    ],
    [
      'two accounts of one AppID',
      accounts(SHOP, SHOP.replace('shop', 'b')),
      'line 3: accounts[1].appId: expected an AppID of its own, got that of accounts[0]',
    ],
    [
      'an account without its token',
      accounts('- { name: a, appId: wx1, appSecret: { env: S } }'),
      /accounts\[0\]\.token: expected \{ env: NAME \}.*; got nothing$/,
    ],
    [
      'a secret in the file',
      accounts(SHOP.replace('{ env: T }', 'Tok3n')),
      /^line 2: accounts\[0\]\.token: expected \{ env: NAME \} or \{ file: PATH \}, got a value: secrets do not belong in this file/,
    ],
    [
      'a secret at two places',
      accounts(SHOP.replace('{ env: T }', '{ env: T, file: t }')),
      /accounts\[0\]\.token: expected \{ env: NAME \}/,
    ],
    [
      'an unknown mode',
      accounts(SHOP.replace(' }', ' }, mode: secure').replace('}, mode: secure, app', '}, mode: secure, app')),
      /accounts\[0\]\.mode: expected plaintext or compatibility or security, got "secure"$/,
    ],
    [
      'an encrypted mode without its key',
      accounts(SHOP.replace('{ name', '{ mode: security, name')),
      /accounts\[0\]\.mode: expected an encodingAesKey with security mode, got none$/,
    ],
    [
      'an original ID that is none',
      accounts(SHOP.replace('{ name', '{ originalId: shop, name')),
      /originalId: expected an original ID, such as gh_0123456789ab, got "shop"$/,
    ],
    [
      'conditional menus without a default one',
      `conditionalMenus:\n  - { ${menuTo('a')}, matchrule: { tag_id: 1 } }`,
      'line 1: conditionalMenus: expected a menu beside them, for all who see none of these, got none',
    ],
    [
      'the same in an account',
      accounts(SHOP.replace(' }', ` }, conditionalMenus: [{ ${menuTo('a')}, matchrule: { tag_id: 1 } }]`)),
      /accounts\[0\]\.conditionalMenus: expected a menu beside them/,
    ],
    [
      'conditional menus to four domains together',
      `menu: { ${menuTo('a')} }\nconditionalMenus:\n${['a', 'b', 'c', 'd'].map(host => `  - { ${menuTo(host)}, matchrule: { tag_id: 1 } }\n`).join('')}`,
      'line 2: conditionalMenus: expected pages of at most 3 domains together, got 4',
    ],
  ];
  t.ok(files.length >= 20);
  for (const [title, text, message] of files) {
    const error = t.throws(() => readAccountFile(text), AccountFileError, title);
    t.match(error instanceof Error ? error.message : '', message, title);
    t.notMatch(error instanceof Error ? error.message : '', /Tok3n/, 'and no secret is shown');
  }
});

t.test('all that is wrong is told at once, in the order of the lines', async t => {
  const error = t.throws(() => readAccountFile('replies:\n  follow: {}\n  default: {}\n'));
  t.match((error as AccountFileError).problems, [
    { line: 2, field: 'replies.follow' },
    { line: 3, field: 'replies.default' },
  ]);
});

t.test('what looks like a number stays text, and JSON is read as well', async t => {
  const { file } = readAccountFile(
    'replies:\n  scenes: { 007: { text: 08 } }\n  keywords: [{ exact: 1e5, text: 0x10 }]',
  );
  t.strictSame(file.replies, { scenes: { '007': { text: '08' } }, keywords: [{ exact: '1e5', text: '0x10' }] });
  t.strictSame(readAccountFile('{"replies": {"default": {"text": "a"}}}').file, {
    replies: { default: { text: 'a' } },
  });
  t.strictSame(readAccountFile('').file, {}, 'an empty file says nothing');
});

t.test('the example can be used as it is, and the published schema is that of the program', async t => {
  const example = readFileSync(join(ROOT, 'account.example.yml'), 'utf8');
  const { replies, accounts: others } = readAccountFile(example).file;
  t.ok(replies?.follow && replies.scenes && replies.clicks && replies.keywords && replies.default && others);
  const schema = JSON.parse(readFileSync(join(ROOT, 'account.schema.json'), 'utf8'));
  t.strictSame(
    schema,
    JSON.parse(JSON.stringify(accountFileJsonSchema())),
    'npm run --silent wechat -- schema > account.schema.json',
  );
});
