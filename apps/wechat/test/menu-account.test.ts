import t from 'tap';
import { HOME, MENU } from './menu-files.js';
import { playAccount, SHOP } from './played-account.js';

t.test('without a terminal nothing is changed unless --yes is given', async t => {
  const { save, wechat, writes } = await playAccount(t);
  save(MENU);
  const refused = {
    status: 1,
    stdout: '',
    stderr: /Nothing was changed: there is no terminal to ask on; add --yes\n$/,
  };
  t.match(await wechat(['menu', 'apply']), refused);
  t.strictSame(writes(), []);
  await wechat(['menu', 'apply', '--yes']);
  t.match(await wechat(['menu', 'delete']), refused);
  t.equal(writes().length, 1);
});

t.test('an account of the file has its own menu, and needs nobody else’s secrets', async t => {
  const { save, wechat, platform } = await playAccount(t);
  save(`${MENU}accounts:
  - { name: shop, appId: ${SHOP.appId}, token: { env: NONE }, appSecret: { env: SHOP_SECRET }, menu: { button: [${HOME}] } }
  - { name: other, appId: wxother, token: { env: NONE }, appSecret: { env: NONE } }
`);
  const shop = (...args: readonly string[]) =>
    wechat(['--account', 'shop', 'menu', ...args], {
      SHOP_SECRET: SHOP.appSecret,
      WECHAT_APP_ID: '',
      WECHAT_APP_SECRET: '',
    });
  t.match(await shop('apply', '--yes'), { status: 0 });
  t.match(await shop('pull'), { stdout: `menu:\n  button:\n    - ${HOME}\n` });
  t.match(await wechat(['menu', 'pull']), { status: 1 }, 'the environment’s account has none still');
  t.equal(platform.calls.paths['/cgi-bin/menu/create'], 1);

  t.match(await wechat(['menu', 'plan', '--account', 'none']), { status: 1, stderr: /\(shop, other\), got none$/m });
  t.match(await wechat(['menu', 'plan', '--account', 'shop']), {
    status: 1,
    stderr: /line 9: accounts\[0]\.appSecret: expected the variable SHOP_SECRET to hold an AppSecret, got nothing/,
  });
  t.match(await wechat(['menu', 'plan', '--account', 'other'], { NONE: 'x' }), {
    status: 1,
    stderr: /^expected a menu for this account in ACCOUNT_FILE, got none/,
  });
});
