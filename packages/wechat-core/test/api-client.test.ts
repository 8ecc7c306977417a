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

const NUMBERS = [
  ['9007199254740991', 9_007_199_254_740_991],
  ['-9007199254740991', -9_007_199_254_740_991],
  ['9007199254740992', '9007199254740992'],
  ['9007199254740993', '9007199254740993'],
  ['-9007199254740993', '-9007199254740993'],
  ['1700827132819554304', '1700827132819554304'],
  ['[1700827132819554304,1,"1700827132819554304"]', ['1700827132819554304', 1, '1700827132819554304']],
  ['{"1700827132819554304":22477458341175809}', { '1700827132819554304': '22477458341175809' }],
  ['1234567890123456.5', 1_234_567_890_123_456.5],
  ['1234567890123456789e2', Number('123456789012345678900')],
  ['1e400', Number.POSITIVE_INFINITY],
  ['"a\\"22477458341175809\\\\"', 'a"22477458341175809\\'],
  ['"\\\\", "next": 22477458341175809', '\\'],
  ['1636905600', 1_636_905_600],
] as const;

t.test(
  'an integer that a number would round stays the text of its digits; every other value is what it was',
  async t => {
    const { client, platform } = await playAccount(t);
    for (const [json, value] of NUMBERS) {
      platform.faults.add({ path: '*', times: 1, kind: 'malformed', body: `{"errcode":0,"msgid":${json}}` });
      t.strictSame((await client.call(PATH)).msgid, value, json);
    }
    const raw = '{"remark":"a\u0001","msgid":22477458341175809}';
    platform.faults.add({ path: '*', times: 1, kind: 'malformed', body: raw });
    t.strictSame(
      await client.call(PATH),
      { remark: 'a', msgid: '22477458341175809' },
      'together with control characters',
    );
  },
);

t.test('a long answer is read whatever it is full of', async t => {
  const { client, platform } = await playAccount(t);
  for (const [name, filling] of [
    ['escapes', '\\"'],
    ['strings', '","'],
    ['digits', '77'],
    ['numbers', '",7,"'],
  ] as const) {
    const full = filling.repeat(1_000_000 / filling.length);
    const body = `{"full":["${full}"],"msgid":22477458341175809}`;
    platform.faults.add({ path: '*', times: 1, kind: 'malformed', body });
    t.equal((await client.call(PATH)).msgid, '22477458341175809', name);
  }
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

t.test('a path that would lead elsewhere is refused before anything is sent', async t => {
  const { client, platform } = await playAccount(t);
  for (const path of [
    '@evil.example/x',
    '',
    'cgi-bin/user/info',
    '/x?access_token=1',
    '/x#y',
    'https://evil.example/',
    '//evil.example x',
  ]) {
    await t.rejects(client.call(path), { name: 'ApiRequestError', code: 'request_malformed' }, path);
  }
  t.strictSame(platform.calls.paths, {});
});
