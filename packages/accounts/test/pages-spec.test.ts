import t from 'tap';
import { readAccountFile } from '../src/file.js';
import { AccountFileError } from '../src/index.js';

const allowed = (address: string) => `pages:\n  allowed:\n    - ${JSON.stringify(address)}`;

t.test('what a file says of its pages is read, for each account', async t => {
  const { file } = readAccountFile(`
pages:
  name: 示例
  allowed: ['https://example.com', 'https://example.com/', 'https://example.com/members', 'https://例子.example/会员']
  qrCode: https://example.com/qr.png
  followPage: follow.html
accounts:
  - name: shop
    appId: wx1
    token: { env: T }
    appSecret: { env: S }
    pages: { qrCode: qr-code.png }
`);
  t.match(file.pages, { name: '示例', qrCode: 'https://example.com/qr.png', followPage: 'follow.html' });
  t.equal(file.pages?.allowed?.length, 4);
  t.strictSame(file.accounts?.[0]?.pages, { qrCode: 'qr-code.png' });
});

t.test('an address that could be read in two ways is refused', async t => {
  for (const address of [
    'example.com',
    '/members',
    '//example.com',
    'ftp://example.com/',
    'javascript:alert(1)',
    'https://user@example.com/',
    'https://user:password@example.com/',
    'https://example.com/members?a=1',
    'https://example.com/members#top',
    'https://example.com/members/../admin',
    'https://example.com/./members',
    'https://example.com/%2e%2e/admin',
    'https://example.com/a%2fb',
    'https://example.com/a%5Cb',
    'https://example.com/a;b',
    'https://example.com\\members',
    ' https://example.com/',
    'https://exa mple.com/',
    'https:///example.com',
  ]) {
    const error = t.throws(() => readAccountFile(allowed(address)), AccountFileError, address);
    t.match(String(error), /line 3: pages\.allowed\[0\]: expected an address https:\/\/host/, address);
  }
});

t.test('each other mistake is told, with its line', async t => {
  for (const [text, message] of [
    ['pages:\n  allowed: []', /line 2: pages\.allowed: expected it not to be empty/],
    ['pages:\n  name: ""', /line 2: pages\.name: expected it not to be empty/],
    ['pages:\n  qrCode: http://example.com/a.png', /line 2: pages\.qrCode: expected an address https:\/\/… or a file/],
    ['pages:\n  qrCode: "data:image/png;base64,AA"', /line 2: pages\.qrCode: expected an address https/],
    ['pages:\n  qrcode: a.png', /line 2: pages\.qrcode: expected one of name, allowed, qrCode, followPage/],
  ] as const) {
    const error = t.throws(() => readAccountFile(text), AccountFileError);
    t.match(String(error), message);
  }
});
