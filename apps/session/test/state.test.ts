import t from 'tap';
import { isStateOf, writeState } from '../src/state.js';
import { cookiesOf, SHOP, shopEntry, startSession } from './start-session.js';

const KEY = new Uint8Array(32).fill(1);
const OTHER_KEY = new Uint8Array(32).fill(2);
const BINDING = { browser: 'aBrowser', appId: 'wx1', to: 'https://example.com/' };
const NOW = 1_795_000_000_000;

t.test('a state holds good for its browser, account and page, by its key, for ten minutes', async t => {
  const state = writeState(KEY, BINDING, NOW);
  t.match(state, /^[0-9a-f]{106}$/);
  t.ok(isStateOf([KEY], BINDING, state, NOW));
  t.ok(isStateOf([OTHER_KEY, KEY], BINDING, state, NOW + 599_999));
  t.not(writeState(KEY, BINDING, NOW), state, 'and no two are the same');
  for (const [title, holds] of [
    ['too late', isStateOf([KEY], BINDING, state, NOW + 600_000)],
    ['another key', isStateOf([OTHER_KEY], BINDING, state, NOW)],
    ['another browser', isStateOf([KEY], { ...BINDING, browser: 'bBrowser' }, state, NOW)],
    ['another account', isStateOf([KEY], { ...BINDING, appId: 'wx2' }, state, NOW)],
    ['another page', isStateOf([KEY], { ...BINDING, to: 'https://example.com/a' }, state, NOW)],
    ['shifted', isStateOf([KEY], { ...BINDING, browser: 'aBrowserw', appId: 'x1' }, state, NOW)],
    ['none', isStateOf([KEY], BINDING, '', NOW)],
    ['cut', isStateOf([KEY], BINDING, state.slice(0, -1), NOW)],
    ['upper case', isStateOf([KEY], BINDING, state.toUpperCase(), NOW)],
    ['another nonce', isStateOf([KEY], BINDING, flip(state, 0), NOW)],
    ['a later expiry', isStateOf([KEY], BINDING, flip(state, 32), NOW)],
    ['another code', isStateOf([KEY], BINDING, flip(state, 105), NOW)],
  ] as const) {
    t.notOk(holds, title);
  }
});

function flip(state: string, index: number): string {
  return state.slice(0, index) + (state[index] === 'f' ? '0' : 'f') + state.slice(index + 1);
}

t.test('a callback that this browser was not sent for sets no session and exchanges nothing', async t => {
  const playing = await startSession(t, { file: shopEntry() });
  const { get, visitWechat, follow, clock, platform, metrics } = playing;
  await follow('oAlice');
  await follow('oAlice', clock.now, SHOP.appId);
  const hers = await visitWechat('oAlice');
  const his = await visitWechat('oMallory');
  const shops = await visitWechat('oAlice', { path: '/shop' });
  const with_ = (changes: Record<string, string | undefined>) => {
    const url = new URL(`http://a${hers.path}`);
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) url.searchParams.delete(name);
      else url.searchParams.set(name, value);
    }
    return url.pathname + url.search;
  };
  const state = new URL(`http://a${hers.path}`).searchParams.get('state') ?? '';
  for (const [title, path, cookie] of [
    ['his callback in her browser, to make her him', his.path, hers.cookie],
    ['her callback in his browser', hers.path, his.cookie],
    ['a browser that keeps no cookies', hers.path, ''],
    ['no state', with_({ state: undefined }), hers.cookie],
    ['an empty state', with_({ state: '' }), hers.cookie],
    ['two states', `${hers.path}&state=${state}`, hers.cookie],
    ['a state of 128 letters', with_({ state: 'a'.repeat(128) }), hers.cookie],
    ['another page', with_({ to: `${playing.url}/other` }), hers.cookie],
    ['no page', with_({ to: undefined }), hers.cookie],
    ['another account’s', hers.path.replace('/callback', '/shop/callback'), hers.cookie],
    ['another account’s, the other way round', shops.path.replace('/shop/', '/'), shops.cookie],
    ['a browser ID that is none of ours', hers.path, 'wechat-browser=a'],
  ] as const) {
    const answer = await get(path, { cookie });
    t.match(answer, { status: 403, location: undefined, setCookies: [], body: /再试一次/ }, title);
  }
  t.equal(platform.calls.paths['/sns/oauth2/access_token'], undefined, 'WeChat has not been asked');
  t.match(
    await metrics.registry.metrics(),
    /wechat_session_requests_total\{route="callback",result="state_refused"\} 12/,
  );

  t.match(await get(hers.path, { cookie: hers.cookie }), { status: 302 }, 'while her own goes on');
  const late = await visitWechat('oAlice');
  clock.now += 600_000;
  const refused = await get(late.path, { cookie: late.cookie });
  t.match(refused, { status: 403, setCookies: [] }, 'unless it comes too late');
  const [, again = ''] = /<a href="([^"]+)">再试一次/.exec(refused.body) ?? [];
  const link = new URL(again.replaceAll('&#x2F;', '/').replaceAll('&#x3D;', '='));
  t.equal(link.pathname, '/enter');
  t.equal(link.searchParams.get('to'), `${playing.url}/page`, 'the page’s link leads to the same place again');
});

t.test('any number of tabs may be under way at once', async t => {
  const { get, visitWechat, follow, platform, url } = await startSession(t);
  await follow('oAlice');
  const first = await visitWechat('oAlice', { to: '/one' });
  const [one, two] = await Promise.all(['/one', '/two'].map(to => get(`/enter?to=${to}`, { cookie: first.cookie })));
  t.strictSame([cookiesOf(one!), cookiesOf(two!)], [first.cookie, first.cookie], 'it is one browser');
  const back = async (location = '') => {
    const response = await fetch(location, { redirect: 'manual', headers: { cookie: 'played_openid=oAlice' } });
    return (response.headers.get('location') ?? '').replace(url, '');
  };
  for (const [entered, page] of [
    [two, '/two'],
    [one, '/one'],
  ] as const) {
    t.match(await get(await back(entered?.location), { cookie: first.cookie }), { status: 302, location: url + page });
  }
  t.match(await get(first.path, { cookie: first.cookie }), { status: 302, location: `${url}/one` });
  t.equal(platform.calls.paths['/sns/oauth2/access_token'], 3);
});

t.test('a browser that keeps no cookies does not go round in circles', async t => {
  const { url, follow, platform } = await startSession(t);
  await follow('oAlice');
  let location = `${url}/enter?to=/page`;
  const seen: number[] = [];
  for (let load = 0; load < 10 && location !== ''; load += 1) {
    const response = await fetch(location, { redirect: 'manual', headers: { cookie: 'played_openid=oAlice' } });
    seen.push(response.status);
    location = response.headers.get('location') ?? '';
  }
  t.strictSame(seen, [302, 302, 403]);
  t.equal(platform.calls.paths['/sns/oauth2/access_token'], undefined);
});
