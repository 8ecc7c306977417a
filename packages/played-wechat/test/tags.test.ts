import t, { type Test } from 'tap';
import { type Json, otherAccount, setup } from './setup.js';

const OK = { errcode: 0, errmsg: 'ok' };
const STARRED = { id: 2, name: '星标组', count: 0 };
const openids = (count: number) => Array.from({ length: count }, (_, index) => `o${index}`);

/** A platform with followers, and its APIs for followers and tags by their last words, called with a good token. */
async function setupFollowers(t: Test, count: number, options: Parameters<typeof setup>[1] = {}) {
  const { platform, get, post, stableToken } = await setup(t, options);
  for (const openid of openids(count)) platform.follow(openid);
  const access_token = await stableToken();
  return {
    platform,
    info: (openid: string) => get('/cgi-bin/user/info', { access_token, openid }),
    remark: (body: Json) => post('/cgi-bin/user/info/updateremark', body, { access_token }),
    list: () => get('/cgi-bin/tags/get', { access_token }),
    tags: (path: string, body: Json) => post(`/cgi-bin/tags/${path}`, body, { access_token }),
    tagged: (body: Json) => post('/cgi-bin/user/tag/get', body, { access_token }),
  };
}

t.test('updateremark sets what user/info tells, of those who follow', async t => {
  const { platform, remark, info } = await setupFollowers(t, 1);
  platform.follow('oGone');
  platform.unfollow('oGone');
  platform.follow('oOther', {}, otherAccount.appId);
  t.same(await remark({ openid: 'o0', remark: '🙂'.repeat(30) }), OK);
  t.equal((await info('o0')).remark, '🙂'.repeat(30));
  t.same(await remark({ openid: 'o0', remark: '' }), OK);
  t.equal((await info('o0')).remark, '');
  const refusals: [number, Json][] = [
    [40035, { openid: 'o0', remark: '好'.repeat(31) }],
    [40035, { openid: 'o0' }],
    [41009, { remark: 'a' }],
    [40003, { openid: 'oNobody', remark: 'a' }],
    [40003, { openid: 'oOther', remark: 'a' }],
    [49003, { openid: 'oGone', remark: 'a' }],
  ];
  for (const [errcode, body] of refusals) t.equal((await remark(body)).errcode, errcode, JSON.stringify(body));
});

t.test('who follows automatically is registered by being written to', async t => {
  const { platform, remark, info } = await setupFollowers(t, 0, { autoFollow: 'oCrowd' });
  t.same(await remark({ openid: 'oCrowd1', remark: 'VIP' }), OK);
  t.equal((await info('oCrowd1')).remark, 'VIP');
  t.match(await (await fetch(`${platform.url}/played/state`)).json(), { accounts: [{ followers: 1 }, {}] });
});

t.test('tags have ids from 100, and a count of their followers', async t => {
  const { tags, list } = await setupFollowers(t, 3);
  t.same(await list(), { tags: [STARRED] });
  t.same(await tags('create', { tag: { name: '广东' } }), { tag: { id: 100, name: '广东' } });
  t.same(await tags('create', { tag: { name: '好'.repeat(10) } }), { tag: { id: 101, name: '好'.repeat(10) } });
  t.same(await tags('members/batchtagging', { openid_list: ['o0', 'o2'], tagid: 100 }), OK);
  t.same(await tags('update', { tag: { id: 100, name: '广东人' } }), OK);
  t.same(await tags('update', { tag: { id: 100, name: '广东人' } }), OK, 'its own name is not taken');
  t.same(await list(), {
    tags: [STARRED, { id: 100, name: '广东人', count: 2 }, { id: 101, name: '好'.repeat(10), count: 0 }],
  });
  t.same(await tags('delete', { tag: { id: 101 } }), OK);
  t.same(await tags('create', { tag: { name: '新' } }), { tag: { id: 102, name: '新' } }, 'no id is used again');
});

t.test('tags are put on and taken off, and user/info and getidlist tell them, the last last', async t => {
  const { tags, info } = await setupFollowers(t, 2);
  for (const name of ['a', 'b']) await tags('create', { tag: { name } });
  for (const tagid of [101, 2, 100]) await tags('members/batchtagging', { openid_list: ['o0', 'o1'], tagid });
  await tags('members/batchtagging', { openid_list: ['o0'], tagid: 101 });
  t.same(
    await tags('getidlist', { openid: 'o0' }),
    { tagid_list: [101, 2, 100] },
    'one that is there stays where it is',
  );
  t.same(await tags('members/batchuntagging', { openid_list: ['o0'], tagid: 2 }), OK);
  t.same(await tags('members/batchuntagging', { openid_list: ['o0'], tagid: 2 }), OK);
  t.same((await info('o0')).tagid_list, [101, 100]);
  t.same((await info('o1')).tagid_list, [101, 2, 100]);
  await tags('delete', { tag: { id: 101 } });
  t.same((await info('o0')).tagid_list, [100], 'a tag that is deleted is off everybody');
});

t.test('user/tag/get is like user/get, without a total', async t => {
  const { tags, tagged } = await setupFollowers(t, 4, { pageSize: 2 });
  await tags('create', { tag: { name: 'a' } });
  t.same(await tagged({ tagid: 100 }), { count: 0, next_openid: '' });
  await tags('members/batchtagging', { openid_list: ['o3', 'o0', 'o1'], tagid: 100 });
  const first = { count: 2, data: { openid: ['o0', 'o1'] }, next_openid: 'o1' };
  t.same(await tagged({ tagid: 100, next_openid: '' }), first);
  t.same(await tagged({ tagid: 100, next_openid: 'o1' }), { count: 1, data: { openid: ['o3'] }, next_openid: 'o3' });
  t.same(await tagged({ tagid: 100, next_openid: 'o3' }), { count: 0, next_openid: '' });
  t.equal((await tagged({ tagid: 100, next_openid: 'oNobody' })).errcode, 40003);
  t.equal((await tagged({ tagid: 999 })).errcode, 45159);
});

t.test('tags are refused with the platform’s errcode', async t => {
  const { platform, tags, list } = await setupFollowers(t, 51);
  platform.follow('oFull', { tagid_list: Array.from({ length: 20 }, (_, index) => 100 + index) });
  platform.follow('oGone');
  platform.unfollow('oGone');
  for (const name of openids(99)) await tags('create', { tag: { name } });
  t.equal((await tags('create', { tag: { name: '好'.repeat(10) } })).errcode, undefined, 'the hundredth');
  const refusals: [number, string, Json][] = [
    [45056, 'create', { tag: { name: 'x' } }],
    [45157, 'create', { tag: { name: 'o7' } }],
    [45157, 'create', { tag: { name: '' } }],
    [45157, 'create', {}],
    [45158, 'create', { tag: { name: 'a'.repeat(31) } }],
    [45157, 'update', { tag: { id: 100, name: 'o7' } }],
    [45157, 'update', { tag: { id: 100, name: '星标组' } }],
    [45158, 'update', { tag: { id: 100, name: '好'.repeat(11) } }],
    [45159, 'update', { tag: { id: 999, name: 'x' } }],
    [45159, 'update', {}],
    ...[0, 1, 2].map((id): [number, string, Json] => [45058, 'update', { tag: { id, name: 'x' } }]),
    ...[0, 1, 2].map((id): [number, string, Json] => [45058, 'delete', { tag: { id } }]),
    [45159, 'delete', { tag: { id: '100' } }],
    [40003, 'getidlist', { openid: 'oNobody' }],
    [41009, 'getidlist', {}],
    ...['batchtagging', 'batchuntagging'].flatMap((api): [number, string, Json][] => [
      [45159, `members/${api}`, { openid_list: ['o0'], tagid: 999 }],
      [40032, `members/${api}`, { openid_list: [], tagid: 100 }],
      [40032, `members/${api}`, { tagid: 100 }],
      [40032, `members/${api}`, { openid_list: openids(51), tagid: 100 }],
      [40003, `members/${api}`, { openid_list: ['o0', 'oNobody'], tagid: 100 }],
      [40003, `members/${api}`, { openid_list: ['o0', 1], tagid: 100 }],
      [49003, `members/${api}`, { openid_list: ['o0', 'oGone'], tagid: 100 }],
    ]),
    [45059, 'members/batchtagging', { openid_list: ['o0', 'oFull'], tagid: 120 }],
  ];
  for (const [errcode, path, body] of refusals) {
    t.equal((await tags(path, body)).errcode, errcode, `${path} ${JSON.stringify(body)}`);
  }
  const counts = (await list()).tags as Json[];
  t.ok(
    counts.every(({ id, count }) => count === (Number(id) >= 100 && Number(id) < 120 ? 1 : 0)),
    'of a refused call nothing is done',
  );
  t.same(await tags('members/batchtagging', { openid_list: [...openids(49), 'oFull'], tagid: 119 }), OK);
});

t.test('a tag that more than 100,000 followers have cannot be deleted', async t => {
  const { platform, tags } = await setupFollowers(t, 0);
  await tags('create', { tag: { name: 'a' } });
  for (const openid of openids(100_001)) platform.follow(openid, { tagid_list: [100] });
  t.equal((await tags('delete', { tag: { id: 100 } })).errcode, 45057);
  await tags('members/batchuntagging', { openid_list: ['o0'], tagid: 100 });
  t.same(await tags('delete', { tag: { id: 100 } }), OK);
});

t.test('the blacklist is added to, taken from, and walked', async t => {
  const { platform, tags } = await setupFollowers(t, 21, { pageSize: 2 });
  platform.follow('oGone');
  platform.unfollow('oGone');
  const page = (begin_openid: string) => tags('members/getblacklist', { begin_openid });
  t.same(await page(''), { total: 0, count: 0, next_openid: '' });
  t.same(await tags('members/batchblacklist', { openid_list: ['o0', 'o1', 'o2', 'o3'] }), OK);
  t.same(await tags('members/batchunblacklist', { openid_list: ['o1', 'o9'] }), OK);
  t.same(await page(''), { total: 3, count: 2, data: { openid: ['o0', 'o2'] }, next_openid: 'o2' });
  t.same(await page('o2'), { total: 3, count: 1, data: { openid: ['o3'] }, next_openid: 'o3' });
  t.same(await page('o3'), { total: 3, count: 0, next_openid: '' });
  t.equal((await page('oNobody')).errcode, 40003);
  for (const api of ['batchblacklist', 'batchunblacklist']) {
    for (const [errcode, openid_list] of [
      [40032, []],
      [40032, openids(21)],
      [40003, ['oNobody']],
    ] as const) {
      t.equal((await tags(`members/${api}`, { openid_list })).errcode, errcode, `${api} ${openid_list.length}`);
    }
  }
  t.equal((await tags('members/batchblacklist', { openid_list: ['oGone'] })).errcode, 49003);
});

t.test('a page of the blacklist has at most a thousand', async t => {
  const { tags } = await setupFollowers(t, 1_001);
  for (let from = 0; from < 1_001; from += 20) {
    await tags('members/batchblacklist', { openid_list: openids(1_001).slice(from, from + 20) });
  }
  t.match(await tags('members/getblacklist', {}), { total: 1_001, count: 1_000, next_openid: 'o999' });
});
