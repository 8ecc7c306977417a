import t from 'tap';
import { MENU } from './menu-files.js';
import { playAccount } from './played-account.js';

t.test('validate tells every problem with line, field, what was expected and what came, and calls nothing', async t => {
  const { save, wechat, platform } = await playAccount(t);
  save(MENU);
  const nothing = { WECHAT_APP_ID: '', WECHAT_APP_SECRET: '', REDIS_URL: 'redis://127.0.0.1:1' };
  t.match(await wechat(['menu', 'validate'], nothing), { status: 0, stdout: /account\.yml has no problem\.$/m });
  save(MENU.replace('首页', '首页首页首页').replace('key: HELP', 'url: /help'));
  const { status, stdout, stderr } = await wechat(['menu', 'validate'], nothing);
  t.equal(status, 1);
  t.equal(
    stdout,
    'line 3: menu.button[0].name: expected at most 16 bytes, got 18\nline 7: menu.button[1].sub_button[1].key: expected a string that is not empty, got none\n',
  );
  t.match(stderr, /cannot be used; account\.example\.yml shows what belongs there\.\n$/);
  t.match(JSON.parse((await wechat(['menu', 'validate', '--json'], nothing)).stdout), {
    problems: [{ line: 3, field: 'menu.button[0].name', message: 'expected at most 16 bytes, got 18' }, { line: 7 }],
  });
  t.match(await wechat(['menu', 'plan']), { status: 1, stderr: /cannot be used:\n {2}line 3: menu\.button\[0]\.name/ });
  t.match(await wechat(['menu', 'apply', '--yes']), { status: 1, stderr: /line 3: menu\.button\[0]\.name/ });
  t.strictSame(platform.calls.paths, {}, 'a bad file is never sent');

  t.match(await wechat(['menu', 'validate', 'none.yml']), { status: 1, stdout: /got ENOENT/ });
  t.match(await wechat(['menu', 'validate'], { ACCOUNT_FILE: '' }), {
    status: 1,
    stderr: /^expected a file here or in/,
  });
});
