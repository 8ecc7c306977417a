import { readAccountFile } from '@wechat-pipeline/accounts/file';
import t from 'tap';
import { describeDays, describeEntries } from '../src/pages/describe-pages.js';
import { menuPages } from '../src/pages/menu-pages.js';
import { pagesReport } from '../src/pages/pages-report.js';

const HOME = 'https://example.com/';
const PRICES = 'https://example.com/prices';
const MEMBERS = 'https://example.com/members';
const OLD = 'https://example.com/old';

const { file } = readAccountFile(`menu:
  button:
    - { name: 首页, type: view, url: ${HOME} }
    - { name: 帮助, type: click, key: HELP }
    - name: 更多
      sub_button:
        - { name: 价目表, type: view, url: ${PRICES} }
        - { name: 小程序, type: miniprogram, appid: wxmini, pagepath: pages/index, url: https://example.com/mini }
        - { name: 扫一扫, type: scancode_push, key: SCAN }
conditionalMenus:
  - matchrule: { tag_id: 134 }
    button:
      - { name: 首页, type: view, url: ${HOME} }
      - { name: 会员, type: view, url: ${MEMBERS} }
      - { name: 价格, type: view, url: ${PRICES} }
  - matchrule: { client_platform_type: 1 }
    button:
      - { name: 首页, type: view, url: ${HOME}ios }
`);
const PAGES = menuPages(file);
const PERIOD = { since: '2026-11-22', until: '2026-11-24' };
const USAGE = [
  { day: '2026-11-22', url: HOME, menuId: '1', views: 1_000 },
  { day: '2026-11-22', url: OLD, views: 3 },
  { day: '2026-11-24', url: HOME, menuId: '1', views: 200 },
  { day: '2026-11-24', url: HOME, menuId: '2', views: 300 },
  { day: '2026-11-24', url: HOME, views: 1 },
  { day: '2026-11-24', url: PRICES, menuId: '1', views: 496 },
];

t.test('a page has the names of the buttons that lead there, of all menus, in their order', async t => {
  t.strictSame(
    [...(PAGES ?? [])],
    [
      [HOME, ['首页']],
      [PRICES, ['更多 › 价目表', '价格']],
      [MEMBERS, ['会员']],
      [`${HOME}ios`, ['首页']],
    ],
  );
  t.equal(menuPages({}), undefined, 'a file without a menu');
});

t.test('scripts are told entries, by menu, and days, also those of nobody', async t => {
  const report = pagesReport('wx1', PERIOD, USAGE, PAGES);
  t.strictSame(report, {
    appId: 'wx1',
    ...PERIOD,
    views: 2_000,
    entries: [
      {
        url: HOME,
        names: ['首页'],
        isInMenu: true,
        views: 1_501,
        share: 0.7505,
        menus: [
          { menuId: '1', views: 1_200 },
          { menuId: '2', views: 300 },
          { menuId: null, views: 1 },
        ],
      },
      {
        url: PRICES,
        names: ['更多 › 价目表', '价格'],
        isInMenu: true,
        views: 496,
        share: 0.248,
        menus: [{ menuId: '1', views: 496 }],
      },
      { url: OLD, names: [], isInMenu: false, views: 3, share: 0.0015, menus: [{ menuId: null, views: 3 }] },
      { url: MEMBERS, names: ['会员'], isInMenu: true, views: 0, share: 0, menus: [] },
      { url: `${HOME}ios`, names: ['首页'], isInMenu: true, views: 0, share: 0, menus: [] },
    ],
    days: [
      { day: '2026-11-22', views: 1_003 },
      { day: '2026-11-23', views: 0 },
      { day: '2026-11-24', views: 997 },
    ],
  });
  t.match(pagesReport('wx1', PERIOD, USAGE, undefined).entries[0], { names: [], isInMenu: null });
});

t.test('people see which entry is used, by its name', async t => {
  t.equal(
    describeEntries(pagesReport('wx1', PERIOD, USAGE, PAGES), undefined),
    [
      'entry                                 views   share',
      '首页 (https://example.com/)           1,501  75.0 %  ████████████████████████',
      '更多 › 价目表, 价格                     496  24.8 %  ███████▉',
      '(in no menu) https://example.com/old      3   0.1 %  ▏',
      '会员                                      0   0.0 %',
      '首页 (https://example.com/ios)            0   0.0 %',
      '',
      '2,000 views from 2026-11-22 to 2026-11-24, in days of Asia/Shanghai',
    ].join('\n'),
  );
});

t.test('and on which days', async t => {
  t.equal(
    describeDays(pagesReport('wx1', PERIOD, USAGE, PAGES), undefined),
    [
      'day         views',
      '2026-11-22  1,003  ████████████████████████',
      '2026-11-23      0',
      '2026-11-24    997  ███████████████████████▉',
      '',
      '2,000 views from 2026-11-22 to 2026-11-24, in days of Asia/Shanghai',
    ].join('\n'),
  );
});

t.test('where nobody has opened anything the menu is there all the same, and without a menu nothing', async t => {
  const nothing = '0 views from 2026-11-22 to 2026-11-24, in days of Asia/Shanghai';
  const text = describeEntries(pagesReport('wx1', PERIOD, [], PAGES), 100);
  t.match(text, /^首页 \(https:\/\/example\.com\/\) +0 +0\.0 %$/m);
  t.ok(text.endsWith(`\n\n${nothing}`));
  t.equal(describeEntries(pagesReport('wx1', PERIOD, [], undefined), 100), nothing);
});

t.test('a URL can steer no terminal, and is not said to be in no menu if the file has none', async t => {
  const usage = [{ day: '2026-11-22', url: 'https://example.com/\u001b[31m\n', views: 1 }];
  const text = describeEntries(pagesReport('wx1', PERIOD, usage, undefined), undefined);
  t.match(text, /^https:\/\/example\.com\/ \[31m +1 +100\.0 %/m);
  t.match(text, /\n1 view from /);
});
