import t from 'tap';
import { HOME, MEMBERS, MENU, menus } from './menu-files.js';
import { playAccount } from './played-account.js';

t.test('plan shows the difference in lines of the file, and changes nothing', async t => {
  const { save, wechat, writes } = await playAccount(t);
  save(menus(MEMBERS));
  const plan = await wechat(['menu', 'plan']);
  t.match(plan, { status: 0, stderr: '' });
  t.equal(
    plan.stdout,
    `${menus(MEMBERS).replace(/^/gm, '+ ').replace(/\+ $/, '')}\nTo do: create the default menu, create 1 conditional menu.\n`,
  );
  t.strictSame(writes(), []);

  await wechat(['menu', 'apply', '--yes']);
  const applied = writes().length;
  save(menus(MEMBERS).replace('首页', '主页'));
  const { stdout } = await wechat(['menu', 'plan']);
  t.match(stdout, `-     - ${HOME}\n+     - ${HOME.replace('首页', '主页')}\n      - name: 更多\n`);
  t.match(stdout, /^To do: replace the default menu\.$/m);
  t.equal(writes().length, applied);
});

t.test('plan tells scripts, too, and ends with 3 if it is asked to and something would change', async t => {
  const { save, wechat } = await playAccount(t);
  save(menus(MEMBERS));
  const { status, stdout } = await wechat(['menu', 'plan', '--json', '--exit-code']);
  t.equal(status, 3);
  t.strictSame(JSON.parse(stdout), {
    hasChanges: true,
    menu: 'create',
    deletions: [],
    creations: [{ button: [{ type: 'click', name: '会员', key: 'K' }], matchrule: { tag_id: '134' } }],
    isConsoleMade: false,
    isSwitchedOff: false,
  });
  t.match(await wechat(['menu', 'apply', '--yes']), { status: 0 });
  t.match(await wechat(['menu', 'plan', '--exit-code']), { status: 0, stdout: /^Nothing to change/ });
});

t.test('what stands in the way is told with what to do, and shows no secret', async t => {
  const { save, wechat, platform } = await playAccount(t);
  save(MENU);
  const cases: readonly [variables: Record<string, string>, stderr: RegExp][] = [
    [{ WECHAT_APP_ID: '', WECHAT_APP_SECRET: '' }, /WECHAT_APP_ID is missing: .*\n {2}WECHAT_APP_SECRET is missing: /],
    [
      { REDIS_URL: 'redis://user:pass123@127.0.0.1:1' },
      /^expected Redis at redis:\/\/127\.0\.0\.1:1, got ECONNREFUSED: start it, or set REDIS_URL\n$/,
    ],
    [{ WECHAT_APP_SECRET: 'pass123' }, /answered 40125 .*\nCompare the AppSecret that is set here/],
    [{ WECHAT_APP_ID: 'wxnone' }, /answered 40013 .*\nCompare the AppID that is set here/],
    [{ WECHAT_API_URL: 'http://127.0.0.1:1' }, /ECONNREFUSED\)\nIs there a way from here to WECHAT_API_URL\?/],
  ];
  for (const [variables, stderr] of cases) {
    const run = await wechat(['menu', 'plan'], { QUEUE_PREFIX: `none-${Math.random()}`, ...variables });
    t.match(run, { status: 1, stdout: '', stderr });
    t.notMatch(run.stderr, /pass123| at .*:\d+:\d+/);
  }
  platform.faults.add({ path: '/cgi-bin/menu/get', kind: 'errcode', errcode: 40164 });
  t.match(await wechat(['menu', 'plan']), {
    status: 1,
    stderr: /\nPut 203\.0\.113\.7, .* on the IP allow list \(IP白名单\)/,
  });
});
