import t from 'tap';
import { checkCallback, fetchApiDomainIps, fetchCallbackIps } from '../src/index.js';
import { playAccount } from './played-account.js';

t.test('the platform tells how it reaches the callback', async t => {
  const { api } = await playAccount(t);
  const dns = [{ ip: '203.0.113.40', real_operator: 'UNICOM' }];
  const ping = [{ ip: '203.0.113.40', from_operator: 'CAP', package_loss: '0%', time: '23.079ms' }];
  t.strictSame(await checkCallback(api, { check_operator: 'CAP' }), { dns, ping });
  t.strictSame(await checkCallback(api, { action: 'dns' }), { dns, ping: [] });
  t.match(await checkCallback(api, { action: 'ping' }), { dns: [], ping: [{ from_operator: 'UNICOM' }] });
  // @ts-expect-error there is no such action
  await t.rejects(checkCallback(api, { action: 'trace' }), { code: 'errcode_40202' });
  // @ts-expect-error nor such an operator
  await t.rejects(checkCallback(api, { check_operator: 'CERNET' }), { code: 'errcode_40203' });
});

t.test('the platform tells its addresses', async t => {
  const { api } = await playAccount(t);
  t.strictSame(await fetchCallbackIps(api), ['203.0.113.10', '203.0.113.64/26']);
  t.strictSame(await fetchApiDomainIps(api), ['203.0.113.20', '203.0.113.21']);
});

t.test('an answer without what decides is no answer', async t => {
  const { api, platform } = await playAccount(t);
  for (const body of ['{"dns":{}}', '{"ping":[{}]}', '{"dns":[null]}', '{"ping":"0%"}']) {
    platform.faults.add({ path: '/cgi-bin/callback/check', times: 1, kind: 'malformed', body });
    await t.rejects(checkCallback(api), { code: 'api_unreadable' }, body);
  }
  for (const body of ['{}', '{"ip_list":"203.0.113.10"}', '{"ip_list":[1]}']) {
    platform.faults.add({ path: '/cgi-bin/getcallbackip', times: 1, kind: 'malformed', body });
    await t.rejects(fetchCallbackIps(api), { code: 'api_unreadable' }, body);
  }
});
