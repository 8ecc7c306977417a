import t from 'tap';
import { type ApiError, clearQuota, clearQuotaBySecret, fetchCallRecord, fetchQuota } from '../src/index.js';
import { CREDENTIALS, playAccount } from './played-account.js';

const INFO = '/cgi-bin/user/info';
const STABLE_TOKEN = '/cgi-bin/stable_token';
const QUOTA = '/cgi-bin/openapi/quota/get';
const RID = '/cgi-bin/openapi/rid/get';
const ask = { query: { openid: 'o1' } };

t.test('with its quotas cleared, an API that was paused for the day goes on', async t => {
  const { api, gate, client, platform } = await playAccount(t, { autoFollow: true, quotas: { [INFO]: 1 } });
  for (const clear of [() => clearQuota(api, CREDENTIALS.appId), () => clearQuotaBySecret(client, CREDENTIALS, gate)]) {
    await api.call(INFO, ask);
    await t.rejects(api.call(INFO, ask), { code: 'errcode_45009' });
    await t.rejects(api.call(INFO, ask), { code: 'api_paused' });
    await clear();
  }
  await t.resolves(api.call(INFO, ask));
  t.equal(platform.calls.errcodes[45009], 2);
});

t.test('a clearing that is refused lifts no pause', async t => {
  const { api, gate, client, platform } = await playAccount(t, { autoFollow: true, quotas: { [INFO]: 0 } });
  await t.rejects(api.call(INFO, ask), { code: 'errcode_45009' });
  platform.faults.add({ path: '/cgi-bin/clear_quota', times: 1, kind: 'errcode', errcode: 48006 });
  await t.rejects(clearQuota(api, CREDENTIALS.appId), { code: 'errcode_48006' });
  await t.rejects(clearQuota(api, 'wxother'), { code: 'errcode_40013' });
  const wrong = { ...CREDENTIALS, appSecret: 'wrong' };
  await t.rejects(clearQuotaBySecret(client, wrong, gate), { code: 'errcode_40125' });
  await t.rejects(api.call(INFO, ask), { code: 'api_paused' });
});

t.test('quotas can be cleared when no token is to be had, since their quota is used up, too', async t => {
  const { api, gate, client } = await playAccount(t, { autoFollow: true, quotas: { [STABLE_TOKEN]: 1 } });
  await client.call(STABLE_TOKEN, {
    body: { grant_type: 'client_credential', appid: CREDENTIALS.appId, secret: CREDENTIALS.appSecret },
  });
  await t.rejects(api.call(INFO, ask), { code: 'errcode_45009', path: STABLE_TOKEN });
  await t.rejects(clearQuota(api, CREDENTIALS.appId), { code: 'api_paused', path: STABLE_TOKEN });
  await clearQuotaBySecret(client, CREDENTIALS, gate);
  await t.resolves(api.call(INFO, ask));
});

t.test('what an account has of an API is told', async t => {
  const { api } = await playAccount(t, { autoFollow: true });
  await api.call(INFO, ask);
  t.match(await fetchQuota(api, INFO), { quota: { daily_limit: 5_000_000, used: 1, remain: 4_999_999 } });
  t.match(await fetchQuota(api, STABLE_TOKEN), { rate_limit: { call_count: 10_000, refresh_second: 60 } });
  await t.rejects(fetchQuota(api, '/cgi-bin/nothing'), { code: 'errcode_76021' });
  await t.rejects(fetchQuota(api, '/sns/userinfo'), { code: 'errcode_76022' });
});

t.test('what the platform has noted of a failed call is told', async t => {
  const { api, platform } = await playAccount(t);
  platform.faults.add({ path: INFO, times: 1, kind: 'errcode', errcode: 50002 });
  const { rid } = (await t.rejects(api.call(INFO, ask), { code: 'errcode_50002' })) as ApiError;
  t.match(await fetchCallRecord(api, rid!), {
    invoke_time: 1_795_305_600,
    cost_in_ms: Number,
    request_url: /openid=o1&access_token=/,
    request_body: '',
    response_body: /^\{"errcode":50002,/,
  });
  await t.rejects(fetchCallRecord(api, 'nonsense'), { code: 'errcode_76001' });
});

t.test('an answer without what decides is no answer', async t => {
  const { api, platform } = await playAccount(t);
  for (const body of ['{}', '{"quota":null}', '{"quota":{"daily_limit":1,"used":0}}']) {
    platform.faults.add({ path: QUOTA, times: 1, kind: 'malformed', body });
    await t.rejects(fetchQuota(api, INFO), { code: 'api_unreadable', path: QUOTA }, body);
  }
  for (const body of ['{}', '{"request":null}', '{"request":{"request_url":""}}']) {
    platform.faults.add({ path: RID, times: 1, kind: 'malformed', body });
    await t.rejects(fetchCallRecord(api, 'rid'), { code: 'api_unreadable', path: RID }, body);
  }
});
