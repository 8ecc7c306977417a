import type { ApiPath } from '@wechat-pipeline/played-wechat';
import t from 'tap';
import {
  createTag,
  deleteTag,
  fetchUserInfo,
  listTags,
  renameTag,
  tagFollowers,
  tagsOf,
  untagFollowers,
} from '../src/index.js';
import { playAccount } from './played-account.js';

const openids = (count: number) => Array.from({ length: count }, (_, index) => `o${index}`);
const STARRED = { id: 2, name: '星标组', count: 0 };

t.test('tags are created, listed, renamed and deleted', async t => {
  const { platform, api } = await playAccount(t);
  platform.follow('o0');
  const vip = await createTag(api, '贵宾');
  t.match(vip, { name: '贵宾' });
  const { id } = await createTag(api, '老客户');
  await tagFollowers(api, vip.id, ['o0']);
  t.strictSame(await listTags(api), [STARRED, { ...vip, count: 1 }, { id, name: '老客户', count: 0 }]);

  await renameTag(api, id, '新客户');
  await deleteTag(api, vip.id);
  t.strictSame(await listTags(api), [STARRED, { id, name: '新客户', count: 0 }]);
  t.strictSame(await tagsOf(api, 'o0'), []);
});

t.test('tags are put on followers and taken off, 50 in one call', async t => {
  const { platform, api } = await playAccount(t, { autoFollow: true });
  const { id } = await createTag(api, 'VIP');
  for (const [count, calls] of [
    [0, 0],
    [1, 1],
    [50, 1],
    [51, 2],
    [101, 3],
  ] as const) {
    const before = platform.calls.paths['/cgi-bin/tags/members/batchtagging'] ?? 0;
    await tagFollowers(api, id, [...openids(count), ...openids(count)]);
    t.equal((platform.calls.paths['/cgi-bin/tags/members/batchtagging'] ?? 0) - before, calls, `${count} followers`);
  }
  t.match(await listTags(api), [STARRED, { count: 101 }]);
  t.strictSame(await tagsOf(api, 'o100'), [id]);
  t.match((await fetchUserInfo(api, ['o0'])).get('o0'), { tagid_list: [id] });

  await untagFollowers(api, id, openids(51));
  t.equal(platform.calls.paths['/cgi-bin/tags/members/batchuntagging'], 2);
  t.match(await listTags(api), [STARRED, { count: 50 }]);
});

t.test('a call that fails ends the tagging, and what is before it stays', async t => {
  const { platform, api } = await playAccount(t);
  const good = openids(100);
  for (const openid of good) platform.follow(openid);
  const { id } = await createTag(api, 'VIP');
  await t.rejects(tagFollowers(api, id, [...good.slice(0, 70), 'oNobody', ...good.slice(70)]), {
    code: 'errcode_40003',
  });
  t.equal(platform.calls.paths['/cgi-bin/tags/members/batchtagging'], 2);
  t.match(await listTags(api), [STARRED, { count: 50 }]);
});

t.test('a name of a tag that is empty or longer than 30 bytes is refused before the call', async t => {
  const { platform, api } = await playAccount(t);
  const { id } = await createTag(api, '好'.repeat(10));
  const asked = { ...platform.calls.paths };
  for (const [name, code, message] of [
    ['', 'request_empty', 'expected a name for the tag, got an empty one'],
    ['好'.repeat(11), 'request_too_long', 'expected a tag’s name of at most 30 bytes, got one of 33: shorten it'],
    ['a'.repeat(31), 'request_too_long', 'expected a tag’s name of at most 30 bytes, got one of 31: shorten it'],
  ] as const) {
    await t.rejects(createTag(api, name), { name: 'ApiRequestError', code, message });
    await t.rejects(renameTag(api, id, name), { name: 'ApiRequestError', code, message });
  }
  t.strictSame(platform.calls.paths, asked);
});

t.test('what the platform alone can know of tags, it answers with its errcodes', async t => {
  const { platform, api } = await playAccount(t);
  platform.follow('o0', { tagid_list: Array.from({ length: 20 }, (_, index) => 100 + index) });
  platform.follow('oGone');
  platform.unfollow('oGone');
  const ids: number[] = [];
  for (const openid of openids(100)) ids.push((await createTag(api, openid)).id);
  const refused: readonly [errcode: number, call: () => Promise<unknown>][] = [
    [45157, () => createTag(api, 'o7')],
    [45157, () => renameTag(api, ids[0]!, 'o7')],
    [45056, () => createTag(api, 'o100')],
    [45058, () => renameTag(api, 2, 'x')],
    [45058, () => deleteTag(api, 0)],
    [45159, () => renameTag(api, 999, 'x')],
    [45159, () => deleteTag(api, 999)],
    [45159, () => tagFollowers(api, 999, ['o0'])],
    [45059, () => tagFollowers(api, ids[20]!, ['o0'])],
    [40003, () => untagFollowers(api, ids[0]!, ['oNobody'])],
    [49003, () => tagFollowers(api, ids[0]!, ['oGone'])],
    [40003, () => tagsOf(api, 'oNobody')],
  ];
  for (const [errcode, call] of refused)
    await t.rejects(call(), { name: 'ApiError', code: `errcode_${errcode}` }, call.toString());
});

t.test('answers that do not tell what was asked for are unreadable', async t => {
  const { platform, api } = await playAccount(t);
  const answers: readonly [path: ApiPath, body: string, call: () => Promise<unknown>][] = [
    ['/cgi-bin/tags/create', '{}', () => createTag(api, 'VIP')],
    ['/cgi-bin/tags/create', '{"tag":{"id":"100","name":"VIP"}}', () => createTag(api, 'VIP')],
    ['/cgi-bin/tags/get', '{}', () => listTags(api)],
    ['/cgi-bin/tags/get', '{"tags":[null]}', () => listTags(api)],
    ['/cgi-bin/tags/get', '{"tags":[{"id":100,"name":"VIP"}]}', () => listTags(api)],
    ['/cgi-bin/tags/getidlist', '{}', () => tagsOf(api, 'o0')],
    ['/cgi-bin/tags/getidlist', '{"tagid_list":["100"]}', () => tagsOf(api, 'o0')],
  ];
  for (const [path, body, call] of answers) {
    platform.faults.add({ path, times: 1, kind: 'malformed', body });
    await t.rejects(call(), { code: 'api_unreadable' }, body);
  }
});
