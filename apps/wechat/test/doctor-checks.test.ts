import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startPlatform } from '@wechat-pipeline/played-wechat';
import { createAccessToken, createAccountApi, memoryTokenCache, openApiClient } from '@wechat-pipeline/wechat-core';
import t from 'tap';
import { checkClock } from '../src/doctor/check-clock.js';
import { checkMajority } from '../src/doctor/check-mongodb.js';
import { checkReach } from '../src/doctor/check-platform.js';
import { checkPlatformClock } from '../src/doctor/check-platform-clock.js';
import { checkRedisInfo } from '../src/doctor/check-redis-info.js';
import { isPublic } from '../src/doctor/is-public.js';

t.test('a clock is off by what the question’s way does not explain', async t => {
  const readings: readonly [there: number, status: string, message: RegExp][] = [
    [10_000, 'ok', /the same time/],
    [10_400, 'ok', /the same time/],
    [9_001, 'ok', /the same time/],
    [9_000, 'warning', /^1\.0 s behind the clock here$/],
    [11_500, 'warning', /^1\.0 s ahead of the clock here$/],
    [5_001, 'warning', /^5\.0 s behind/],
    [5_000, 'failed', /^5\.0 s behind/],
    [15_500, 'failed', /^5\.0 s ahead of/],
  ];
  for (const [there, status, message] of readings) {
    t.match(
      checkClock('clock', { there, before: 10_000, after: 10_500 }, 1_000, 5_000),
      { status, message },
      `${there}`,
    );
  }
});

t.test('the platform’s clock is read from its answers, if they tell it', async t => {
  const dates: readonly [secondsAhead: number | undefined, tolerance: number, status: string][] = [
    [0, 300, 'ok'],
    [-60, 300, 'warning'],
    [-600, 300, 'failed'],
    [600, 300, 'failed'],
    [600, 0, 'warning'],
    [undefined, 300, 'skipped'],
  ];
  for (const [secondsAhead, tolerance, status] of dates) {
    const server = createServer((_, response) => {
      if (secondsAhead === undefined) response.sendDate = false;
      else response.setHeader('date', new Date(Date.now() + secondsAhead * 1_000).toUTCString());
      response.end();
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo; // it listens on a port
    t.match(await checkPlatformClock(`http://127.0.0.1:${port}`, tolerance), { status }, `${secondsAhead} s ahead`);
    server.closeAllConnections();
    server.close();
  }
});

t.test('what Redis says of itself is judged', async t => {
  const good = {
    redis_version: '7.2.4',
    maxmemory_policy: 'noeviction',
    aof_enabled: '1',
    aof_last_write_status: 'ok',
    aof_last_bgrewrite_status: 'ok',
    rdb_last_bgsave_status: 'ok',
  };
  const told = (more: object) => {
    const info = Object.entries({ ...good, ...more }).map(([name, value]) => `${name}:${value}\r\n`);
    const findings = checkRedisInfo(`# Server\r\n${info.join('')}`, 'redis://a');
    return Object.fromEntries(findings.map(({ check, status, message }) => [check, `${status} ${message}`]));
  };
  t.strictSame(told({}), {
    redis: 'ok redis 7.2.4 at redis://a',
    'redis eviction': 'ok noeviction',
    'redis persistence': 'ok append-only file',
  });
  t.match(told({ server_name: 'valkey', valkey_version: '8.0.1' }), { redis: 'ok valkey 8.0.1 at redis://a' });
  for (const [version, status] of [
    ['4.0.14', 'failed'],
    ['5.0.0', 'warning'],
    ['6.0.20', 'warning'],
    ['6.2.0', 'ok'],
    ['10.0.0', 'ok'],
  ]) {
    t.match(told({ redis_version: version }), { redis: `${status} redis ${version}` });
  }
  t.match(told({ maxmemory_policy: 'volatile-ttl' }), { 'redis eviction': /^failed volatile-ttl/ });
  t.match(told({ aof_enabled: '0' }), { 'redis persistence': /^warning no append-only file/ });
  t.match(told({ aof_last_write_status: 'err' }), { 'redis persistence': /^failed the append-only file could not/ });
  t.match(told({ aof_enabled: '0', rdb_last_bgsave_status: 'err' }), {
    'redis persistence': /^failed the snapshot could not/,
  });
});

t.test('a MongoDB of one server is told from one of several', async t => {
  t.match(checkMajority({}), { status: 'warning' });
  t.match(checkMajority({ setName: 'rs0', hosts: ['a', 'b', 'c'] }), {
    status: 'ok',
    message: 'replica set rs0, 3 members',
  });
  t.match(checkMajority({ msg: 'isdbgrid' }), { status: 'ok' });
});

t.test('the platform reaches for the callback where there is a public one', async t => {
  const credentials = { appId: 'wx1', appSecret: 'secret' };
  const platform = await startPlatform({ accounts: [credentials] });
  const client = openApiClient({ url: platform.url });
  t.teardown(async () => {
    await client.close();
    await platform.close();
  });
  const api = createAccountApi(client, createAccessToken({ client, ...credentials, cache: memoryTokenCache() }));
  t.match(await checkReach(api, undefined), { status: 'skipped' });
  t.match(await checkReach(api, 'http://127.0.0.1:3000'), { status: 'skipped' });
  t.strictSame(platform.calls.paths, {}, 'else it is not asked');

  const url = 'https://wechat.example.com/wechat';
  t.match(await checkReach(api, url), { status: 'ok', message: 'found at 203.0.113.40, reached in 23.079ms' });
  const path = '/cgi-bin/callback/check';
  const dns = [{ ip: '203.0.113.40', real_operator: 'UNICOM' }];
  const lost = [{ ip: '203.0.113.40', from_operator: 'UNICOM', package_loss: '100%', time: '' }];
  const answers: readonly [body: object, message: RegExp][] = [
    [{ errcode: 40201, errmsg: 'invalid url' }, /answered 40201: invalid url/],
    [{ dns: [], ping: [] }, /the platform does not find its host/],
    [{ dns, ping: lost }, /found at 203\.0\.113\.40, but no ping comes back/],
    [{ dns: 'none' }, /expected lists dns and ping/],
  ];
  for (const [body, message] of answers) {
    const end = platform.faults.add({ path, kind: 'malformed', body: JSON.stringify(body) });
    t.match(await checkReach(api, url), { status: 'failed', message });
    end();
  }
});

t.test('an address is public unless it is of this machine or its network', async t => {
  for (const host of [
    '127.0.0.1:3000',
    'localhost',
    '10.1.2.3',
    '172.20.0.1',
    '192.168.1.1',
    '[::1]',
    '[fe80::1]',
    'ingress',
    'mac.local',
  ]) {
    t.notOk(isPublic(`http://${host}/wechat`), host);
  }
  for (const host of ['wechat.example.com', '203.0.113.7', '172.32.0.1', '[2001:db8::1]']) {
    t.ok(isPublic(`https://${host}/wechat`), host);
  }
});
