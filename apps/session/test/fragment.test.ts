import t from 'tap';
import { cookieOf, get, startSession } from './start-session.js';

t.test('a page is reached without the fragment by which WeChat was, and with its own', async t => {
  const { url, phone, follow } = await startSession(t);
  await follow('oAlice');
  const cases = { '/page': '/page#', '/page?a=1': '/page?a=1#', '/app#/orders': '/app#/orders', '/app#': '/app#' };
  for (const [to, expected] of Object.entries(cases)) {
    const hers = phone('oAlice');
    const { redirects } = await hers.open(`${url}/enter?to=${encodeURIComponent(to)}`);
    const callback = redirects.find(address => address.includes('/callback?')) ?? '';
    t.match(new URL(redirects.find(address => address.includes('/connect/')) ?? '').hash, '#wechat_redirect');
    const { location } = await get(callback, { cookie: cookieOf(hers, url) });
    t.equal(location, url + expected, to);
  }
});
