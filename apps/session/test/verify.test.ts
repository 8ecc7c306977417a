import t from 'tap';
import { cookieOf, startSession } from './start-session.js';

t.test('a proxy is told where to send who is not recognised, and how they come back to the very address', async t => {
  const { url, phone, follow, get } = await startSession(t);
  t.match((await get('/verify')).location, `${url}/enter`);
  for (const asked of ['/page', '/page?a=1&b=2', '/page?q=a+b%26c&to=https://evil.example', '/%E4%BC%9A%E5%91%98']) {
    const { status, location = '' } = await get('/verify', { 'x-original-uri': asked });
    t.equal(status, 401);
    t.equal(new URL(location).pathname, '/enter');
    await follow('oAlice');
    t.match(await phone('oAlice').open(location), { url: url + asked }, asked);
  }
});

t.test('who tells a proxy of another address is not sent there', async t => {
  const { url, phone, follow, get } = await startSession(t);
  await follow('oAlice');
  const hers = phone('oAlice');
  await hers.open(`${url}/enter?to=/page`);
  for (const asked of ['https://evil.example/', '//evil.example/', '/\\evil.example']) {
    const { location = '' } = await get('/verify', { 'x-original-uri': asked });
    t.match(await hers.open(location), { status: 400 }, asked);
  }
  const { status, location } = await get('/verify', { 'x-original-uri': '/page', cookie: cookieOf(hers, url) });
  t.match({ status, location }, { status: 204, location: undefined }, 'a follower stays where they are');
});
