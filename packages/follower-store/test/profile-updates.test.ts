import type { JobPush } from '@wechat-pipeline/jobs';
import { mongodbForTest } from '@wechat-pipeline/local-servers';
import type { UserInfo } from '@wechat-pipeline/wechat-core';
import fc from 'fast-check';
import { BSON, MongoClient } from 'mongodb';
import t, { type Test } from 'tap';
import {
  completed,
  listed,
  openProfileStore,
  openSuggestionStore,
  type Profile,
  type ProfileUpdate,
  subscribed,
  unsubscribed,
  viewed,
} from '../src/index.js';

const SECOND = 4_000_000_000;

async function connect(t: Test) {
  const mongo = new MongoClient(await mongodbForTest(t), { monitorCommands: true });
  t.teardown(async () => {
    await mongo.db().dropDatabase();
    await mongo.close();
  });
  return mongo;
}

const text = fc.oneof(fc.constantFrom('', '$name', '$$ROOT', 'a.b', '微信'), fc.string());
const openids = fc.string({ minLength: 1, unit: fc.constantFrom('o', 'A', '_', '-', '$') });

/** What the platform may tell, little or much of it. */
const infos: fc.Arbitrary<UserInfo> = fc.record(
  {
    subscribe: fc.constant(1 as const),
    openid: openids,
    nickname: text,
    sex: fc.nat(2),
    language: text,
    subscribe_time: fc.oneof(fc.integer({ min: 0, max: SECOND }), fc.double({ min: 0, max: SECOND, noNaN: true })),
    unionid: text,
    remark: text,
    groupid: fc.integer(),
    tagid_list: fc.array(fc.nat(200)),
    subscribe_scene: text,
    qr_scene: fc.nat({ max: 2 ** 40 }),
    qr_scene_str: text,
  },
  { requiredKeys: ['subscribe', 'openid'] },
);

const times = fc.record({
  createTime: fc.integer({ min: 0, max: SECOND }),
  receivedAt: fc.integer({ min: 0, max: SECOND * 1_000 }),
});
const askedAts = fc.date({ min: new Date(0), max: new Date(SECOND * 1_000), noInvalidDate: true });

function event(openid: string, time: { createTime: number; receivedAt: number }) {
  return { appId: 'wx1', toUserName: 'gh_account', fromUserName: openid, msgType: 'event', ...time };
}

/** Every kind of update that may find nobody there. */
const updates: fc.Arbitrary<ProfileUpdate> = fc
  .record({ openid: openids, time: times, info: infos, askedAt: askedAts, url: text, isAsked: fc.boolean() })
  .chain(({ openid, time, info, askedAt, url, isAsked }) => {
    const header = event(openid, time);
    const subscribe: JobPush<'subscribe'> = { ...header, kind: 'subscribe', event: 'subscribe' };
    const unsubscribe: JobPush<'unsubscribe'> = { ...header, kind: 'unsubscribe', event: 'unsubscribe' };
    const view: JobPush<'view'> = { ...header, kind: 'view', event: 'VIEW', eventKey: url };
    return fc.constantFrom(
      subscribed(subscribe, info, askedAt),
      listed('wx1', info, askedAt),
      unsubscribed(unsubscribe),
      isAsked ? viewed(view, info, askedAt) : viewed(view),
    );
  });

t.test('what is inserted is what the merge would make of nothing, to the last bit and in its order', async t => {
  const db = (await connect(t)).db();
  const [inserted, merged] = [db.collection<Profile>('inserted'), db.collection<Profile>('merged')];
  await fc.assert(
    fc.asyncProperty(updates, async update => {
      await inserted.insertOne(update.create!());
      const { filter, update: pipeline } = update.merge();
      await merged.updateOne(filter, pipeline, { upsert: true });
      const [ours] = await inserted.find({}, { raw: true }).toArray();
      const [theirs] = await merged.find({}, { raw: true }).toArray();
      const told = (document: unknown) => BSON.EJSON.stringify(document, { relaxed: false });
      // Types too: 1 is another number for MongoDB than 1.0.
      const [one, other] = [ours, theirs].map(raw => told(BSON.deserialize(raw as never, { promoteValues: false })));
      await Promise.all([inserted.deleteMany(), merged.deleteMany()]);
      if (one !== other) throw new Error(`${one}\n${other}`);
    }),
    { numRuns: 500 },
  );
  t.pass('500 times');
});

function followers(count: number): readonly ProfileUpdate[] {
  return Array.from({ length: count }, (_, index) => {
    const openid = `o${index}`;
    const header = event(openid, { createTime: SECOND, receivedAt: SECOND * 1_000 });
    return subscribed({ ...header, kind: 'subscribe', event: 'subscribe' }, { subscribe: 1, openid }, new Date(SECOND));
  });
}

function opened(openid: string, seconds: number): ProfileUpdate {
  const header = event(openid, { createTime: SECOND + seconds, receivedAt: SECOND * 1_000 });
  return viewed({ ...header, kind: 'view', event: 'VIEW', eventKey: 'https://example.com/' });
}

t.test('of several updates of a follower in one write the first inserts, and the others follow', async t => {
  const mongo = await connect(t);
  const store = openProfileStore(mongo.db(), openSuggestionStore(mongo.db()));
  await store.apply([opened('o0', 1), ...followers(3), opened('o0', 2), opened('o1', 3), opened('o0', 1)]);
  t.match(await store.findFollower('wx1', 'o0'), { viewCount: 2, userInfoAt: Date });
  t.match(await store.findFollower('wx1', 'o1'), { viewCount: 1, userInfoAt: Date });
  t.match(await store.findFollower('wx1', 'o2'), { viewCount: undefined, userInfoAt: Date });
});

t.test('who is not there any more is not brought back by what was asked of them', async t => {
  const mongo = await connect(t);
  const store = openProfileStore(mongo.db(), openSuggestionStore(mongo.db()));
  const gone = [0, 1, 2].map(index => completed({ appId: 'wx1', openid: `o${index}` }, INFO, new Date(SECOND)));
  await store.apply(gone);
  t.strictSame(await store.find('wx1', ['o0', 'o1', 'o2']), []);
});

t.test('whoever is inserted by somebody else in that moment is merged', async t => {
  const mongo = await connect(t);
  let lost = 0;
  mongo.on('commandSucceeded', ({ commandName, reply }) => {
    if (commandName === 'insert') lost += (reply as { writeErrors?: unknown[] }).writeErrors?.length ?? 0;
  });
  const stores = [1, 2, 3].map(() => openProfileStore(mongo.db(), openSuggestionStore(mongo.db())));
  const collection = mongo.db().collection('profiles');
  // Which of them comes first is not ours to say.
  while (lost === 0) {
    await collection.deleteMany();
    await Promise.all(
      stores.map((store, index) =>
        store.apply([...followers(100), ...Array.from({ length: 100 }, (_, each) => opened(`o${each}`, index))]),
      ),
    );
    t.equal(await collection.countDocuments({ viewCount: 3, userInfoAt: { $exists: true } }), 100);
  }
});

const INFO: UserInfo = { subscribe: 1, openid: 'o0' };
