import t from 'tap';
import { ANDROID, IOS, MEMBERS, MENU, menus } from './menu-files.js';
import { playAccount } from './played-account.js';

t.test('apply makes the menus as the file has them, in raw UTF-8, and applied again writes nothing', async t => {
  const { save, wechat, writes, platform } = await playAccount(t);
  save(menus(MEMBERS, IOS));
  t.match(await wechat(['menu', 'apply', '--yes']), { status: 0, stdout: /^Applied\./, stderr: /To do: create/ });
  t.strictSame(writes(), [
    '/cgi-bin/menu/create {"button":[{"type":"view","name":"首页","url":"https://example.com/"},{"name":"更多","sub_button":[{"type":"scancode_waitmsg","name":"扫一扫","key":"007"},{"type":"click","name":"帮助","key":"HELP"}]}]}',
    '/cgi-bin/menu/addconditional {"button":[{"type":"click","name":"会员","key":"K"}],"matchrule":{"tag_id":"134"}}',
    '/cgi-bin/menu/addconditional {"button":[{"type":"click","name":"苹果","key":"K"}],"matchrule":{"client_platform_type":"1"}}',
  ]);
  const { paths } = platform.calls;
  const again = await wechat(['menu', 'apply']);
  t.match(again, { status: 0, stdout: /^Nothing to change/ }, 'and needs no yes');
  t.equal(writes().length, 3);
  t.equal(platform.calls.paths['/cgi-bin/menu/create'], paths['/cgi-bin/menu/create']);
  t.equal(platform.calls.paths['/cgi-bin/menu/addconditional'], paths['/cgi-bin/menu/addconditional']);
});

t.test('only those conditional menus are made anew that have to be', async t => {
  const { save, wechat, writes } = await playAccount(t);
  const steps: readonly [file: string, ...writes: RegExp[]][] = [
    [menus(MEMBERS, IOS), /create /, /addconditional .*134/, /addconditional .*"1"/],
    [menus(MEMBERS, IOS, ANDROID), /addconditional .*"2"/],
    // The last that matches counts, and a new one is always the last.
    [menus(MEMBERS, ANDROID, IOS), /delconditional .*400000003/, /addconditional .*"1"/],
    [menus(ANDROID, IOS), /delconditional .*400000002/],
    [menus(ANDROID, IOS).replace('首页', '主页'), /menu\/create .*主页/],
    [MENU, /create .*首页/, /delconditional/, /delconditional/],
  ];
  let before = 0;
  for (const [file, ...expected] of steps) {
    save(file);
    t.match(await wechat(['menu', 'apply', '--yes']), { status: 0 });
    t.match(writes().slice(before), expected);
    t.equal(writes().length - before, expected.length, 'and no more is written');
    before = writes().length;
  }
  t.match(await wechat(['menu', 'apply']), { stdout: /^Nothing to change/ });
});

t.test('a failure in the middle tells what was done, and applying again does the rest', async t => {
  const { save, wechat, writes, platform } = await playAccount(t);
  save(menus(MEMBERS, IOS));
  const path = '/cgi-bin/menu/addconditional';
  const mend = platform.faults.add({ path, kind: 'errcode', errcode: -1 });
  const { status, stderr } = await wechat(['menu', 'apply', '--yes']);
  t.equal(status, 1);
  t.match(
    stderr,
    /1 of 3 steps were done:\n {2}done {6}create the default menu\n {2}failed {4}create the conditional menu for tag_id 134\n {2}not done {2}create .* client_platform_type 1\n.*answered -1.*: system error\nRun wechat menu apply again/,
  );
  mend();
  const before = writes().length;
  t.match(await wechat(['menu', 'apply', '--yes']), { status: 0 });
  t.match(writes().slice(before), [/addconditional .*134/, /addconditional .*"1"/]);
  t.equal(writes().length, before + 2);
});
