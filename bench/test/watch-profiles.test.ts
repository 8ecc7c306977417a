import { mongodbForTest } from '@wechat-pipeline/local-servers';
import { MongoClient } from 'mongodb';
import t, { type Test } from 'tap';
import { watchProfiles } from '../src/watch-profiles.js';

async function setup(t: Test, field: string) {
  const mongo = new MongoClient(await mongodbForTest(t));
  t.teardown(() => mongo.close());
  const watched = mongo.db().collection('profiles');
  const watch = watchProfiles({ profiles: watched, field, earliestMilliseconds: 0, pauseMilliseconds: 1 });
  t.teardown(() => watch.close());
  return { profiles: mongo.db().collection<{ _id: string; openid?: string }>('profiles'), watch };
}

t.test('each profile is found after it was written, in the order in which it was expected', async t => {
  const { profiles, watch } = await setup(t, '_id');
  for (const key of ['a', 'b', 'c']) watch.expect(key);
  const written: Record<string, number> = {};
  for (const key of ['c', 'a', 'b']) {
    written[key] = performance.now();
    await profiles.insertOne({ _id: key });
  }
  const found = await watch.found();
  t.equal(found.length, 3);
  for (const [index, key] of ['a', 'b', 'c'].entries()) t.ok(found[index]! > written[key]!, key);
});

t.test('a profile is found by any field, and what is expected later, too', async t => {
  const { profiles, watch } = await setup(t, 'openid');
  await profiles.insertOne({ _id: '1', openid: 'a' });
  watch.expect('a');
  t.equal((await watch.found()).length, 1);
});

t.test('what goes wrong while watching is told', async t => {
  const { watch } = await setup(t, '$where');
  watch.expect('a');
  await t.rejects(watch.found(), { name: 'MongoServerError' });
});
