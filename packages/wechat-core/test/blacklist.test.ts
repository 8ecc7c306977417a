import t from 'tap';
import { addToBlacklist, blacklist, openidsOf, removeFromBlacklist } from '../src/index.js';
import { playAccount } from './played-account.js';

const openids = (count: number) => Array.from({ length: count }, (_, index) => `o${index}`);

t.test('followers are blacklisted and forgiven, 20 in one call', async t => {
  const { platform, api } = await playAccount(t, { autoFollow: true });
  await addToBlacklist(api, openids(41));
  t.equal(platform.calls.paths['/cgi-bin/tags/members/batchblacklist'], 3);
  await removeFromBlacklist(api, openids(40));
  t.equal(platform.calls.paths['/cgi-bin/tags/members/batchunblacklist'], 2);
  const left: string[] = [];
  for await (const openid of openidsOf(blacklist(api))) left.push(openid);
  t.strictSame(left, ['o40']);

  await addToBlacklist(api, []);
  await removeFromBlacklist(api, []);
  t.equal(platform.calls.paths['/cgi-bin/tags/members/batchblacklist'], 3, 'nobody is no call');
});
