import t from 'tap';
import { ApiError, fetchUserInfo } from '../src/index.js';
import { playAccount } from './played-account.js';

const SINGLE = '/cgi-bin/user/info';
const BATCH = '/cgi-bin/user/info/batchget';
const openids = (count: number) => Array.from({ length: count }, (_, index) => `o${index}`);

t.test('one or two are asked for singly, more in batches of up to 100', async t => {
  for (const [count, single, batch] of [
    [0, 0, 0],
    [1, 1, 0],
    [2, 2, 0],
    [3, 0, 1],
    [100, 0, 1],
    [101, 1, 1],
  ] as const) {
    const { platform, api } = await playAccount(t, { autoFollow: true });
    const answers = await fetchUserInfo(api, openids(count));
    t.equal(answers.size, count);
    t.equal(platform.calls.paths[SINGLE] ?? 0, single, `${count} singly`);
    t.equal(platform.calls.paths[BATCH] ?? 0, batch, `${count} in batches`);
  }
});

t.test('an OpenID that is asked for twice is asked for once', async t => {
  const { platform, api } = await playAccount(t, { autoFollow: true });
  t.equal((await fetchUserInfo(api, ['o1', 'o1', 'o1'])).size, 1);
  t.equal(platform.calls.paths[SINGLE], 1);
});

t.test('bad OpenIDs do not spoil the batch for the others', async t => {
  const { platform, api } = await playAccount(t);
  const good = openids(97);
  for (const openid of good) platform.follow(openid);
  const answers = await fetchUserInfo(api, ['bad1', ...good.slice(0, 50), 'bad2', ...good.slice(50), 'bad3']);
  t.equal(answers.size, 100);
  for (const openid of good) t.match(answers.get(openid), { subscribe: 1, openid });
  for (const openid of ['bad1', 'bad2', 'bad3']) t.match(answers.get(openid), { errcode: 40003 });
  t.ok(answers.get('bad1') instanceof ApiError);
});

t.test('who has left is told as such', async t => {
  const { platform, api } = await playAccount(t);
  platform.follow('o1');
  platform.unfollow('o1');
  t.match((await fetchUserInfo(api, ['o1'])).get('o1'), { subscribe: 0, openid: 'o1' });
});

t.test('an errcode that says they do not follow is the same answer', async t => {
  const { platform, api } = await playAccount(t, { autoFollow: true });
  for (const errcode of [43004, 50005]) {
    platform.faults.add({ path: SINGLE, times: 1, kind: 'errcode', errcode });
    t.strictSame((await fetchUserInfo(api, ['o1'])).get('o1'), { subscribe: 0, openid: 'o1' });
    platform.faults.add({ path: BATCH, times: 1, kind: 'errcode', errcode });
    t.match(
      [...(await fetchUserInfo(api, openids(3))).values()],
      Array(3).fill({ subscribe: 1 }),
      'of a whole batch: ask',
    );
  }
});

t.test('what concerns all of them is thrown', async t => {
  const { platform, api } = await playAccount(t, { autoFollow: true });
  platform.faults.add({ path: BATCH, times: 1, kind: 'malformed', body: '{"user_info_list":[]}' });
  await t.rejects(fetchUserInfo(api, openids(5)), { code: 'api_unreadable' });
  platform.faults.add({ path: BATCH, times: 1, kind: 'errcode', errcode: 45009 });
  await t.rejects(fetchUserInfo(api, openids(5)), { code: 'errcode_45009' });
  await t.rejects(fetchUserInfo(api, openids(5)), { code: 'api_paused' });
  t.equal((await fetchUserInfo(api, openids(2))).size, 2, 'singly they can still be asked for');
});
