import type { Profile } from '@wechat-pipeline/follower-store';
import { mongodbForTest } from '@wechat-pipeline/local-servers';
import { MongoClient } from 'mongodb';
import t from 'tap';
import { openid } from '../src/account.js';
import { subscribePush } from '../src/backlog.js';
import { openWays, type Told, type Way, writeAll } from '../src/writes/ways.js';

const INFO = { subscribe: 1, language: 'zh_CN', groupid: 0 } as const;
const NOW = Date.now();
const tell = (count: number, receivedAt: number): readonly Told[] =>
  Array.from({ length: count }, (_, index) => {
    const push = { ...subscribePush(openid(index), receivedAt), createTime: Math.floor(NOW / 1_000) };
    return { push, info: { ...INFO, openid: push.fromUserName } };
  });

/** As the bench has it, but for the time at which the platform was asked. */
function documentOf({ push: { appId, fromUserName, createTime, receivedAt } }: Told): Profile {
  const at = new Date(createTime * 1_000);
  return {
    _id: `${appId}:${fromUserName}`,
    appId,
    openid: fromUserName,
    subscribed: true,
    lastEventAt: at,
    language: 'zh_CN',
    groupid: 0,
    order: { subscribe: { at, receivedAt: new Date(receivedAt) } },
  };
}

t.test('the ways that are compared end in the same documents, whoever was there before', async t => {
  const written = async (name: 'apply' | 'find, insertMany and updates') => {
    const mongo = new MongoClient(await mongodbForTest(t));
    t.teardown(() => mongo.close());
    const way = openWays(mongo.db(), documentOf)[name];
    await writeAll(way, tell(500, NOW));
    await writeAll(way, tell(1_000, NOW + 1));
    return mongo
      .db()
      .collection('profiles')
      .find({}, { projection: { userInfoAt: 0 } })
      .sort({ _id: 1 })
      .toArray();
  };
  const ours = await written('apply');
  t.equal(ours.length, 1_000);
  t.strictSame(ours, await written('find, insertMany and updates'));
});

t.test('each is written once, in groups and no more at a time than the way says', async t => {
  const seen: string[] = [];
  let [underWay, most] = [0, 0];
  const way: Way = {
    size: 30,
    atOnce: 3,
    async write(told) {
      underWay += 1;
      most = Math.max(most, underWay);
      t.ok(told.length <= 30);
      seen.push(...told.map(({ push }) => push.fromUserName));
      await new Promise(resolve => setImmediate(resolve));
      underWay -= 1;
    },
  };
  await writeAll(way, tell(1_000, NOW));
  t.equal(new Set(seen).size, 1_000);
  t.equal(seen.length, 1_000);
  t.equal(most, 3);
});
