import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dayInShanghai, openPageViewStore } from '@wechat-pipeline/follower-store';
import type { JobPush } from '@wechat-pipeline/jobs';
import { directoryForTest, mongodbForTest } from '@wechat-pipeline/local-servers';
import { MongoClient } from 'mongodb';
import t, { type Test } from 'tap';
import { program } from '../src/program.js';
import { runWechat } from './run-wechat.js';

const [APP_ID, SHOP] = ['wx0123456789abcdef', 'wxshop'];
const HOME = 'https://example.com/';
const PRICES = 'https://example.com/prices';
/** Not so long ago that MongoDB removes what is of them, and past whenever Shanghai's midnight comes. */
const [BEFORE, LAST] = [3, 2].map(days => dayInShanghai(new Date(Date.now() - days * 86_400_000)));

const ACCOUNT_FILE = `menu:
  button:
    - { name: 首页, type: view, url: ${HOME} }
    - name: 更多
      sub_button:
        - { name: 价目表, type: view, url: ${PRICES} }
accounts:
  - name: shop
    appId: ${SHOP}
    token: { env: NONE }
    appSecret: { env: NONE }
`;

function visit(day: string, url: string, openid: string, { appId = APP_ID, seconds = 0 } = {}): JobPush<'view'> {
  const createTime = Date.parse(`${day}T00:00+08:00`) / 1_000 + seconds;
  const header = { kind: 'view', msgType: 'event', event: 'VIEW', toUserName: 'gh_account' } as const;
  return {
    ...header,
    fromUserName: openid,
    createTime,
    appId,
    receivedAt: createTime * 1_000,
    eventKey: url,
    menuId: '9',
  };
}

async function setup(t: Test) {
  const mongodbUrl = await mongodbForTest(t);
  const mongo = new MongoClient(mongodbUrl);
  t.teardown(async () => {
    await mongo.db().dropDatabase();
    await mongo.close();
  });
  const pageViews = openPageViewStore(mongo.db());
  await pageViews.prepare();
  await pageViews.note([
    visit(BEFORE!, HOME, 'oA', { seconds: -1 }),
    visit(BEFORE!, HOME, 'oA'),
    visit(LAST!, HOME, 'oA'),
    visit(LAST!, HOME, 'oB'),
    visit(LAST!, PRICES, 'oA', { seconds: 86_399 }),
    visit(LAST!, PRICES, 'oA', { seconds: 86_400 }),
    visit(LAST!, 'https://example.com/old', 'oA'),
    visit(LAST!, 'https://shop.example.com/', 'oA', { appId: SHOP }),
  ]);
  const accountFile = join(await directoryForTest(t, 'account'), 'account.yml');
  writeFileSync(accountFile, ACCOUNT_FILE);
  const env = { WECHAT_APP_ID: APP_ID, MONGODB_URL: mongodbUrl, ACCOUNT_FILE: accountFile };
  return {
    accountFile,
    wechat: (args: readonly string[] = [], variables = {}) => runWechat(['pages', ...args], { ...env, ...variables }),
  };
}

const PERIOD = ['--since', BEFORE!, '--until', LAST!];

t.test('the pages of the menu are shown with their names, the most used first', async t => {
  const { wechat } = await setup(t);
  t.match(await wechat(PERIOD), {
    status: 0,
    stdout: [
      'entry                                 views   share',
      '首页                                      3  60.0 %  ████████████████████████',
      '更多 › 价目表                             1  20.0 %  ████████',
      '(in no menu) https://example.com/old      1  20.0 %  ████████',
      '',
      `5 views from ${BEFORE} to ${LAST}, in days of Asia/Shanghai`,
      '',
    ].join('\n'),
    stderr: '',
  });
});

t.test('days are shown by themselves, in bars', async t => {
  const { wechat } = await setup(t);
  t.match(await wechat([...PERIOD, '--by', 'day']), {
    status: 0,
    stdout: [
      'day         views',
      `${BEFORE}      1  ██████`,
      `${LAST}      4  ████████████████████████`,
      '',
      `5 views from ${BEFORE} to ${LAST}, in days of Asia/Shanghai`,
      '',
    ].join('\n'),
  });
});

t.test('scripts get both', async t => {
  const { wechat } = await setup(t);
  const report = JSON.parse((await wechat([...PERIOD, '--json'])).stdout);
  t.match(report, {
    appId: APP_ID,
    since: BEFORE,
    until: LAST,
    views: 5,
    entries: [
      { url: HOME, names: ['首页'], isInMenu: true, views: 3, share: 0.6, menus: [{ menuId: '9', views: 3 }] },
      {},
      {},
    ],
    days: [
      { day: BEFORE, views: 1 },
      { day: LAST, views: 4 },
    ],
  });
});

t.test('without a period it is the last 30 days', async t => {
  const { wechat } = await setup(t);
  const { views, days } = JSON.parse((await wechat(['--json'])).stdout);
  t.strictSame({ views, days: days.length }, { views: 7, days: 30 });
});

t.test('an account has visits of its own, and needs nobody’s secrets; one without a menu has no names', async t => {
  const { wechat } = await setup(t);
  const shop = await wechat([...PERIOD, '--account', 'shop'], { WECHAT_APP_ID: '' });
  t.match(shop, { status: 0, stdout: /^https:\/\/shop\.example\.com\/ +1 +100\.0 %/m });
  t.notMatch(shop.stdout, /no menu|首页/);
  t.match(await wechat([...PERIOD, '--account', 'none']), { status: 1, stderr: /\(shop\), got none$/m });
  t.match(await wechat(PERIOD, { ACCOUNT_FILE: '' }), { status: 0, stdout: /^https:\/\/example\.com\/ +3 +60\.0 %/m });
});

t.test('a file that cannot be used, and a MongoDB that is away, end with 1', async t => {
  const { wechat, accountFile } = await setup(t);
  const away = await wechat([], { MONGODB_URL: 'mongodb://127.0.0.1:1/wechat' });
  t.match(away, { status: 1, stdout: '', stderr: /expected MongoDB at mongodb:\/\/127\.0\.0\.1:1/ });
  writeFileSync(accountFile, 'menu: { button: [] }');
  t.match(await wechat(), { status: 1, stdout: '', stderr: /account\.yml cannot be used:\n {2}line 1: menu\.button/ });
});

t.test('what is not understood ends with 2, before anything is looked at', async t => {
  for (const [args, message] of [
    [['--since', 'never'], /expected --since to be a day/],
    [['--until', '2096-01-01'], /expected --until to be a day that has begun/],
    [['--since', '401d'], /visits are kept for 400 days/],
  ] as const) {
    const parsed = program().parseAsync(['pages', ...args], { from: 'user' });
    await t.rejects(parsed, { exitCode: 2, message });
  }
  t.match(await runWechat(['pages', '--by', 'week']), { status: 2, stderr: /Allowed choices are entry, day/ });
});
