import t from 'tap';
import {
  addToBlacklist,
  blacklist,
  createTag,
  followers,
  openidsOf,
  tagFollowers,
  taggedFollowers,
} from '../src/index.js';
import { playAccount } from './played-account.js';

const USER_GET = '/cgi-bin/user/get';
const openids = (count: number) => Array.from({ length: count }, (_, index) => `o${index}`);

async function collect<T>(iterable: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of iterable) found.push(one);
  return found;
}

t.test('the pages of all followers are walked, and none is empty', async t => {
  const { platform, api } = await playAccount(t, { pageSize: 2 });
  t.strictSame(await collect(followers(api)), [], 'not even that of an account that nobody follows');
  for (const openid of openids(4)) platform.follow(openid);
  t.strictSame(await collect(followers(api)), [
    { openids: ['o0', 'o1'], total: 4, next: 'o1' },
    { openids: ['o2', 'o3'], total: 4, next: 'o3' },
  ]);
  t.strictSame(await collect(openidsOf(followers(api))), openids(4));
});

t.test('a walk asks for a page when it comes to it, and goes on in another process where it was left', async t => {
  const { platform, api } = await playAccount(t, { pageSize: 2 });
  for (const openid of openids(5)) platform.follow(openid);
  let after: string | undefined;
  for await (const page of followers(api)) {
    after = page.next;
    break;
  }
  t.equal(platform.calls.paths[USER_GET], 1);
  t.strictSame(await collect(openidsOf(followers(api, { after }))), ['o2', 'o3', 'o4']);
  t.strictSame(await collect(followers(api, { after: 'o4' })), [], 'behind the last there is nobody');
  await t.rejects(collect(followers(api, { after: 'oNobody' })), { code: 'errcode_40003' });
});

t.test('an empty next_openid ends a walk without another call', async t => {
  const { platform, api } = await playAccount(t);
  const body = '{"total":2,"count":2,"data":{"openid":["o0","o1"]},"next_openid":""}';
  platform.faults.add({ path: USER_GET, times: 1, kind: 'malformed', body });
  t.strictSame(await collect(followers(api)), [{ openids: ['o0', 'o1'], total: 2 }]);
  t.equal(platform.calls.paths[USER_GET], 1);
});

t.test('a cursor that comes back ends a walk with an error', async t => {
  const { platform, api } = await playAccount(t);
  const page = (next: string) => `{"total":9,"count":1,"data":{"openid":["o0"]},"next_openid":"${next}"}`;
  platform.faults.add({ path: USER_GET, kind: 'malformed', body: page('o0') });
  const seen: unknown[] = [];
  const walk = async () => {
    for await (const { next } of followers(api)) seen.push(next);
  };
  await t.rejects(walk(), { code: 'api_unreadable', message: /a next_openid that goes on/ });
  t.strictSame(seen, ['o0'], 'after the page before');
  await t.rejects(collect(followers(api, { after: 'o0' })), { code: 'api_unreadable' }, 'the one begun with as well');
});

t.test('a page that contradicts itself is not believed', async t => {
  const { platform, api } = await playAccount(t);
  const bodies = [
    '{}',
    '{"total":1,"count":1,"next_openid":"o0"}',
    '{"total":1,"count":1,"data":{},"next_openid":"o0"}',
    '{"total":1,"count":1,"data":{"openid":[]},"next_openid":""}',
    '{"total":2,"count":2,"data":{"openid":["o0"]},"next_openid":"o0"}',
    '{"total":1,"count":1,"data":{"openid":[1]},"next_openid":"o0"}',
    '{"total":1,"count":1,"data":{"openid":[""]},"next_openid":"o0"}',
    '{"total":1,"count":2,"data":{"openid":"o0"},"next_openid":"o0"}',
    '{"total":1,"count":"1","data":{"openid":["o0"]},"next_openid":"o0"}',
  ];
  for (const body of bodies) {
    platform.faults.add({ path: USER_GET, times: 1, kind: 'malformed', body });
    await t.rejects(collect(followers(api)), { code: 'api_unreadable' }, body);
  }
});

t.test('the followers of a tag and the blacklisted are walked the same way', async t => {
  const { platform, api } = await playAccount(t, { pageSize: 2 });
  for (const openid of openids(5)) platform.follow(openid);
  const { id } = await createTag(api, 'VIP');
  t.strictSame(await collect(taggedFollowers(api, id)), []);
  t.strictSame(await collect(blacklist(api)), []);

  await tagFollowers(api, id, ['o0', 'o2', 'o4']);
  t.strictSame(await collect(taggedFollowers(api, id)), [
    { openids: ['o0', 'o2'], next: 'o2' },
    { openids: ['o4'], next: 'o4' },
  ]);
  t.strictSame(await collect(openidsOf(taggedFollowers(api, id, { after: 'o2' }))), ['o4']);
  await t.rejects(collect(taggedFollowers(api, 999)), { code: 'errcode_45159' });

  await addToBlacklist(api, ['o1', 'o2', 'o3']);
  t.strictSame(await collect(blacklist(api)), [
    { openids: ['o1', 'o2'], total: 3, next: 'o2' },
    { openids: ['o3'], total: 3, next: 'o3' },
  ]);
  t.strictSame(await collect(openidsOf(blacklist(api, { after: 'o2' }))), ['o3']);
});
