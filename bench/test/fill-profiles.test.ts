import { mongodbForTest } from '@wechat-pipeline/local-servers';
import { MongoClient, ObjectId } from 'mongodb';
import t from 'tap';
import { copyFor, fillProfiles } from '../src/fill-profiles.js';

const MODEL = {
  _id: 'wx1:oA',
  appId: 'wx1',
  openid: 'oA',
  language: 'zh_CN',
  order: { subscribe: { at: new Date(0) } },
};

t.test('a copy of a profile names the other follower wherever the profile names its own', async t => {
  t.strictSame(copyFor(MODEL, 'oB'), { ...MODEL, _id: 'wx1:oB', openid: 'oB' });
  t.strictSame(
    copyFor({ _id: new ObjectId(), openid: 'oA' }, 'oB'),
    { openid: 'oB' },
    'an _id of MongoDB’s is left out',
  );
});

t.test('each OpenID gets its profile', async t => {
  const mongo = new MongoClient(await mongodbForTest(t));
  t.teardown(() => mongo.close());
  const profiles = mongo.db().collection('profiles');
  const openids = Array.from({ length: 5_500 }, (_, index) => `oB${index}`);
  const told: number[] = [];
  await fillProfiles(profiles, MODEL, openids, written => told.push(written));
  t.equal(told.at(-1), openids.length);
  t.equal(await profiles.countDocuments({ openid: { $in: openids }, language: 'zh_CN' }), openids.length);
});
