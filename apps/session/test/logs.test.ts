import t from 'tap';
import { ACCOUNT, cookieOf, newKey, SHOP, shopEntry, startSession } from './start-session.js';

t.test('no log at any level holds a code, a state, a cookie or a secret; OpenIDs stand at level debug', async t => {
  const key = newKey();
  const env = { SESSION_KEYS: key };
  const { get, url, phone, follow, unfollow, visitWechat, platform, logged } = await startSession(t, {
    env,
    file: shopEntry(),
    logLevel: 'trace',
  });
  await follow('oAlice');
  const hers = phone('oAlice');
  await hers.open(`${url}/enter?to=/my/page`);
  const cookie = cookieOf(hers, url);
  const { path, cookie: browser } = await visitWechat('oMallory');
  const query = new URL(`http://a${path}`).searchParams;
  platform.faults.add({ path: '/sns/oauth2/access_token', times: 1, kind: 'errcode', errcode: -1 });
  platform.faults.add({ path: '/sns/oauth2/access_token', times: 1, kind: 'errcode', errcode: 40029 });
  for (const one of [path, path, path, '/callback?to=/&code=mycode&state=mystate', '/enter?to=https://my.example/']) {
    await get(one, { cookie: browser });
  }
  await get('/verify', { cookie });
  await unfollow('oAlice');
  await get('/me', { cookie });
  await get('/verify', { cookie: 'wechat-session=mycookie' });
  await get('/my/other/page');

  const text = logged.join('');
  t.match(text, /"isFollower":true/);
  t.match(text, /code_invalid/);
  t.match(text, /errcode_-1/);
  t.match(text, /state_refused/);
  t.match(text, /to_refused/);
  const session = cookie.split('wechat-session=')[1] ?? '';
  for (const [title, secret] of Object.entries({
    code: query.get('code') ?? '',
    state: query.get('state') ?? '',
    session,
    browser: browser.split('=')[1] ?? '',
    key,
    AppSecret: ACCOUNT.appSecret,
    'the shop’s AppSecret': SHOP.appSecret,
    'what was sent': 'my',
  })) {
    t.not(secret, '', title);
    t.notOk(text.includes(secret), title);
  }
  const telling = logged.filter(line => /oAlice|oMallory/.test(line));
  t.ok(telling.length > 0);
  for (const line of telling) t.equal(JSON.parse(line).level, 'debug');
});
