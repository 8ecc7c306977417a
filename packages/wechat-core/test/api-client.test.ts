import t from 'tap';
import { ApiError, ApiUnavailableError, openApiClient } from '../src/index.js';
import { playAccount } from './played-account.js';

const PATH = '/cgi-bin/user/info';

t.test('an errcode is thrown with the platform’s number for the call', async t => {
  const { client, platform } = await playAccount(t);
  platform.faults.add({ path: '*', kind: 'errcode', errcode: 40003, errmsg: 'invalid openid' });
  const error = (await t.rejects(client.call(PATH), ApiError)) as ApiError;
  t.match(error, { code: 'errcode_40003', errcode: 40003, path: PATH, rid: /^\w+-\w+-\w+$/ });
  t.equal(error.message, `${PATH} answered 40003 (rid ${error.rid}): invalid openid`);
});

t.test('no answer, a gateway’s page and what is no JSON are told apart', async t => {
  const { client, platform, calls } = await playAccount(t);
  const failures = [
    [{ kind: 'reset' }, 'api_unreachable'],
    [{ kind: 'status', status: 502, body: '<html>Bad Gateway</html>' }, 'api_gateway'],
    [{ kind: 'status', status: 412 }, 'api_gateway'],
    [{ kind: 'malformed', body: '<html>' }, 'api_unreadable'],
    [{ kind: 'malformed', body: '' }, 'api_unreadable'],
    [{ kind: 'malformed', body: '[]' }, 'api_unreadable'],
    [{ kind: 'malformed', body: 'null' }, 'api_unreadable'],
  ] as const;
  for (const [fault, code] of failures) {
    platform.faults.add({ path: '*', times: 1, ...fault });
    await t.rejects(client.call(PATH), { name: 'ApiUnavailableError', code }, JSON.stringify(fault));
  }
  t.strictSame(
    calls.map(({ result }) => result),
    failures.map(([, code]) => code),
  );
});

t.test('a server that is not there is unreachable', async t => {
  const client = openApiClient({ url: 'http://127.0.0.1:1' });
  t.teardown(() => client.close());
  const error = await t.rejects(client.call(PATH), ApiUnavailableError);
  t.match(error, { code: 'api_unreachable', message: /ECONNREFUSED/ });
});

t.test('control characters that JSON forbids are passed over', async t => {
  const { client, platform } = await playAccount(t);
  platform.faults.add({ path: '*', kind: 'malformed', body: '{"remark":"a\u0001b\u001f",\n"openid":"o"}' });
  t.strictSame(await client.call(PATH), { remark: 'ab', openid: 'o' });
});

t.test('no error tells the access token', async t => {
  const { api, accessToken, platform } = await playAccount(t);
  const token = await accessToken.get();
  for (const fault of [{ kind: 'reset' }, { kind: 'status', status: 500 }, { kind: 'errcode', errcode: -1 }] as const) {
    const remove = platform.faults.add({ path: PATH, ...fault });
    const error = await t.rejects(api.call(PATH, { query: { openid: 'oFollower' } }), Error);
    const told = [error, (error as Error).cause].map(part =>
      JSON.stringify(part, Object.getOwnPropertyNames(part ?? {})),
    );
    t.notMatch(told.join(), token);
    t.notMatch(told.join(), 'oFollower');
    remove();
  }
});
