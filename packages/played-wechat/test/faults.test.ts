import t from 'tap';
import { setup } from './setup.js';

const path = '/cgi-bin/user/info';

t.test('an errcode fault answers so many times, and then the API again', async t => {
  const { platform, get } = await setup(t);
  platform.faults.add({ path, times: 2, kind: 'errcode', errcode: -1 });
  t.match(await get(path), { errcode: -1, errmsg: /^system error rid: / });
  t.equal((await get(path)).errcode, -1);
  t.equal((await get(path)).errcode, 41001);
  t.same(platform.calls.errcodes, { '-1': 2, 41001: 1 });
});

t.test('a fault stays until it is removed, and only where it is', async t => {
  const { platform, get } = await setup(t);
  const remove = platform.faults.add({ path, kind: 'errcode', errcode: 48001, errmsg: 'api unauthorized, by test' });
  t.match(await get(path), { errcode: 48001, errmsg: /^api unauthorized, by test rid: / });
  t.equal((await get('/cgi-bin/user/get')).errcode, 41001);
  t.equal((await get(path)).errcode, 48001);
  remove();
  t.equal((await get(path)).errcode, 41001);
});

t.test('a fault at * is everywhere', async t => {
  const { platform, get } = await setup(t);
  platform.faults.add({ path: '*', kind: 'errcode', errcode: -1 });
  t.equal((await get('/cgi-bin/token')).errcode, -1);
  t.equal((await get('/cgi-bin/user/get')).errcode, -1);
  platform.faults.clear();
  t.equal((await get('/cgi-bin/user/get')).errcode, 41001);
});

t.test('a status fault answers a gateway’s page', async t => {
  const { platform } = await setup(t);
  platform.faults.add({ path, kind: 'status', status: 502, body: '<html>Bad Gateway</html>' });
  const response = await fetch(platform.url + path);
  t.equal(response.status, 502);
  t.match(response.headers.get('content-type'), 'text/html');
  t.equal(await response.text(), '<html>Bad Gateway</html>');
});

t.test('a malformed fault answers what is no JSON, with status 200', async t => {
  const { platform } = await setup(t);
  platform.faults.add({ path, kind: 'malformed', body: '{"subscribe":' });
  const response = await fetch(platform.url + path);
  t.equal(response.status, 200);
  t.equal(await response.text(), '{"subscribe":');
});

t.test('a reset fault drops the connection', async t => {
  const { platform, get } = await setup(t);
  platform.faults.add({ path, times: 1, kind: 'reset' });
  await t.rejects(fetch(platform.url + path));
  t.equal((await get(path)).errcode, 41001);
});

t.test('a hang fault never answers, and does not keep the platform from closing', async t => {
  const { platform } = await setup(t);
  platform.faults.add({ path, kind: 'hang' });
  const hanging = t.rejects(fetch(platform.url + path));
  while (platform.calls.paths[path] === undefined) await new Promise(resolve => setImmediate(resolve));
  await platform.close();
  await hanging;
});

t.test('a latency fault answers all the same, and goes together with another', async t => {
  const { platform, get } = await setup(t);
  platform.faults.add({ path, times: 2, kind: 'latency', milliseconds: 1 });
  platform.faults.add({ path, times: 1, kind: 'errcode', errcode: -1 });
  t.equal((await get(path)).errcode, -1);
  t.equal((await get(path)).errcode, 41001);
  t.same(platform.faults.list(), []);
});
