import t from 'tap';
import { ANDROID, conditional, IOS, MEMBERS, menus } from './menu-files.js';
import { playAccount } from './played-account.js';

t.test('pull prints what can be put into the account file', async t => {
  const { save, wechat } = await playAccount(t);
  save(menus(MEMBERS, ANDROID));
  t.match(await wechat(['menu', 'pull']), { status: 1, stdout: '', stderr: /there is nothing to pull/ });
  await wechat(['menu', 'apply', '--yes']);
  const pulled = await wechat(['menu', 'pull']);
  t.equal(pulled.stdout, menus(MEMBERS, conditional('tag_id: 2, client_platform_type: 2', '安卓')));
  save(pulled.stdout);
  t.match(await wechat(['menu', 'plan']), { stdout: /^Nothing to change/ });
  t.match(JSON.parse((await wechat(['menu', 'pull', '--json'])).stdout), {
    menu: { button: [{ name: '首页' }, { name: '更多' }] },
    conditionalMenus: [{ matchrule: { tag_id: '134' } }, { matchrule: { client_platform_type: '2' } }],
    consoleOnly: [],
    outdated: [],
  });
});

/** As get_current_selfmenu_info tells a menu that was made in WeChat's console. */
const CONSOLE_MENU = {
  is_menu_open: 1,
  selfmenu_info: {
    button: [
      { type: 'view', name: '首页', url: 'https://example.com/' },
      {
        name: '关于',
        sub_button: {
          list: [
            { type: 'text', name: '地址', value: '一楼\n二楼' },
            { type: 'view', name: '地图', url: 'https://example.com/map' },
            { type: 'news', name: '图文', value: 'MEDIA', news_info: { list: [{ title: '一', show_cover: 1 }] } },
          ],
        },
      },
      { name: '相册', sub_button: { list: [{ type: 'img', name: '一', value: 'MEDIA' }] } },
    ],
  },
};

t.test(
  'a menu of WeChat’s console is told apart: plan would replace it, pull leaves out what no API can make',
  async t => {
    const { save, wechat, writes, platform } = await playAccount(t);
    const path = '/cgi-bin/get_current_selfmenu_info';
    const body = JSON.stringify(CONSOLE_MENU);
    platform.faults.add({ path, kind: 'malformed', body });
    const pulled = await wechat(['menu', 'pull']);
    t.equal(
      pulled.stdout,
      `# Left out, since WeChat’s console has made it and the server API cannot:
# button[1].sub_button[0]:
# - { name: 地址, type: text, value: "一楼\\n二楼" }
# button[1].sub_button[2]:
# - name: 图文
#   type: news
#   value: MEDIA
#   news_info:
#     list:
#       - { title: 一, show_cover: 1 }
# button[2].sub_button[0]:
# - { name: 一, type: img, value: MEDIA }
menu:
  button:
    - { name: 首页, type: view, url: https://example.com/ }
    - name: 关于
      sub_button:
        - { name: 地图, type: view, url: https://example.com/map }
`,
    );
    save(pulled.stdout);
    const plan = await wechat(['menu', 'plan']);
    t.match(plan.stdout, /^- {9}- \{ name: 地址, type: text, value: "一楼\\n二楼" }$/m);
    t.match(
      plan.stdout,
      /^To do: replace the default menu\.\nThe menu in use was made in WeChat’s console; it is replaced\.$/m,
    );
    t.match(JSON.parse((await wechat(['menu', 'plan', '--json'])).stdout), { menu: 'replace', isConsoleMade: true });
    t.strictSame(writes(), []);

    platform.faults.clear();
    platform.faults.add({ path, kind: 'malformed', body: body.replace('"is_menu_open":1', '"is_menu_open":0') });
    t.match(await wechat(['menu', 'plan']), {
      stdout: /^Menus are switched off in WeChat’s console: followers see none\.$/m,
    });
  },
);

t.test('an old conditional menu by sex is not pulled, and deleted when the file is applied', async t => {
  const { save, wechat, platform } = await playAccount(t);
  const button = [{ type: 'click', name: '旧', key: 'K', sub_button: [] }];
  const conditionalmenu = [{ button, matchrule: { sex: 1 }, menuid: 7 }];
  const body = JSON.stringify({ menu: { button }, conditionalmenu });
  platform.faults.add({ path: '/cgi-bin/menu/get', kind: 'malformed', body });
  const { stdout } = await wechat(['menu', 'pull']);
  t.match(stdout, /^# Left out, since menus by these rules match nobody any more:\n# \{"sex":"1"}\nmenu:\n/);
  save(stdout);
  t.match(JSON.parse((await wechat(['menu', 'plan', '--json'])).stdout), { deletions: ['7'], creations: [] });
});

t.test('delete deletes the conditional menus, too, and says so', async t => {
  const { save, wechat, writes } = await playAccount(t);
  save(menus(MEMBERS, IOS));
  await wechat(['menu', 'apply', '--yes']);
  const before = writes().length;
  const { status, stdout, stderr } = await wechat(['menu', 'delete', '--yes']);
  t.strictSame([status, stdout], [0, 'Deleted.\n']);
  t.match(stderr, 'goes, and with it all of its conditional menus (2).');
  t.match(await wechat(['menu', 'delete', '--yes']), { status: 0, stdout: /^Nothing to delete/ });
  t.strictSame(writes().slice(before), ['/cgi-bin/menu/delete ']);
});
