import t from 'tap';
import { fetchUserInfo, updateRemark } from '../src/index.js';
import { playAccount } from './played-account.js';

t.test('a remark is set, taken away, and refused before the call when it is longer than 30 characters', async t => {
  const { platform, api } = await playAccount(t);
  platform.follow('o0');
  const remark = async () => (await fetchUserInfo(api, ['o0'])).get('o0');
  for (const text of ['🙂'.repeat(30), '好'.repeat(30), '']) {
    await updateRemark(api, 'o0', text);
    t.match(await remark(), { remark: text });
  }
  await t.rejects(updateRemark(api, 'o0', '好'.repeat(31)), {
    name: 'ApiRequestError',
    code: 'request_too_long',
    message: 'expected a remark of at most 30 characters, got 31: shorten it',
  });
  t.equal(platform.calls.paths['/cgi-bin/user/info/updateremark'], 3);
  await t.rejects(updateRemark(api, 'oNobody', 'x'), { code: 'errcode_40003' });
});
