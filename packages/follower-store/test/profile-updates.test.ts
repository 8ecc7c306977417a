import { isDeepStrictEqual } from 'node:util';
import type { JobPush } from '@wechat-pipeline/jobs';
import { mongodbForTest } from '@wechat-pipeline/local-servers';
import type { UserInfo } from '@wechat-pipeline/wechat-core';
import fc from 'fast-check';
import { BSON, type Collection, MongoClient } from 'mongodb';
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

/** So close together that several pushes share a second, or even a moment. */
const CLOSE = {
  openids: fc.constant<string>('o'),
  times: fc.record({ createTime: fc.nat(2), receivedAt: fc.nat(3) }),
  infos: fc.constantFrom<UserInfo>(
    { subscribe: 1, openid: 'o', nickname: 'one', groupid: 0 },
    { subscribe: 1, openid: 'o', nickname: 'other' },
  ),
  askedAts: fc.nat(3).map(milliseconds => new Date(milliseconds)),
};

function event(openid: string, time: { createTime: number; receivedAt: number }) {
  return { appId: 'wx1', toUserName: 'gh_account', fromUserName: openid, msgType: 'event', ...time };
}

/** Every kind of update that may find nobody there. */
function updatesOf({ openids, times, infos, askedAts }: typeof CLOSE): fc.Arbitrary<ProfileUpdate> {
  return fc
    .record({ openid: openids, time: times, info: infos, askedAt: askedAts, url: text, isAsked: fc.boolean() })
    .chain(({ openid, time, info, askedAt, url, isAsked }) => {
      const header = event(openid, time);
      const subscribe: JobPush<'subscribe'> = { ...header, kind: 'subscribe', event: 'subscribe' };
      const unsubscribe: JobPush<'unsubscribe'> = { ...header, kind: 'unsubscribe', event: 'unsubscribe' };
      const view: JobPush<'view'> = { ...header, kind: 'view', event: 'VIEW', eventKey: url };
      return fc.constantFrom(
        subscribed(subscribe, info, askedAt),
        listed('wx1', { ...info, openid }, askedAt),
        unsubscribed(unsubscribe),
        isAsked ? viewed(view, info, askedAt) : viewed(view),
      );
    });
}

/** Types too: 1 is another number for MongoDB than 1.0. */
function told(raw: unknown): string {
  const document = BSON.deserialize(raw as Uint8Array, { promoteValues: false });
  return BSON.EJSON.stringify(document, { relaxed: false });
}

t.test('what is inserted is what the merge would make of nothing, to the last bit and in its order', async t => {
  const db = (await connect(t)).db();
  const [inserted, merged] = [db.collection<Profile>('inserted'), db.collection<Profile>('merged')];
  await fc.assert(
    fc.asyncProperty(updatesOf({ openids, times, infos, askedAts }), async update => {
      await inserted.insertOne(update.create!());
      const { filter, update: pipeline } = update.merge();
      await merged.updateOne(filter, pipeline, { upsert: true });
      const [ours] = await inserted.find({}, { raw: true }).toArray();
      const [theirs] = await merged.find({}, { raw: true }).toArray();
      const [one, other] = [told(ours), told(theirs)];
      await Promise.all([inserted.deleteMany(), merged.deleteMany()]);
      if (one !== other) throw new Error(`${one}\n${other}`);
    }),
    { numRuns: 500 },
  );
  t.pass('500 times');
});

t.test(
  'what is appended is what the merge would make of it, but for the order of fields; or nothing is changed',
  async t => {
    const db = (await connect(t)).db();
    const [appended, merged] = [db.collection<Profile>('appended'), db.collection<Profile>('merged')];
    const only = async (collection: Collection<Profile>) => (await collection.find({}, { raw: true }).toArray())[0];
    const times = { appended: 0, refused: 0 };
    const one = updatesOf(CLOSE);
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 6 }), one, async (before, update) => {
        if (update.append === undefined) return;
        await Promise.all([appended.deleteMany(), merged.deleteMany()]);
        await merged.bulkWrite(before.map(earlier => ({ updateOne: earlier.merge() })));
        await merged.aggregate([{ $out: 'appended' }]).toArray();
        const { modifiedCount } = await appended.bulkWrite([{ updateOne: update.append() }]);
        if (modifiedCount > 0) await merged.bulkWrite([{ updateOne: update.merge() }]);
        times[modifiedCount > 0 ? 'appended' : 'refused'] += 1;
        const [ours, theirs] = [told(await only(appended)), told(await only(merged))];
        if (!isDeepStrictEqual(JSON.parse(ours), JSON.parse(theirs))) throw new Error(`${ours}\n${theirs}`);
      }),
      { numRuns: 1_000 },
    );
    t.comment(times);
    t.ok(times.appended > 50 && times.refused > 50, 'both happen');
  },
);

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

t.test(
  'the latest word on who follows is appended by one command; what comes late is merged by a second one',
  async t => {
    const mongo = await connect(t);
    const store = openProfileStore(mongo.db(), openSuggestionStore(mongo.db()));
    await store.apply(followers(3));
    let commands = 0;
    mongo.on('commandStarted', ({ commandName }) => {
      if (commandName === 'update') commands += 1;
    });
    const open = (seconds: number) => store.apply(['o0', 'o1', 'o2'].map(openid => opened(openid, seconds)));
    for (const { seconds, expected } of [
      { seconds: 2, expected: 1 },
      { seconds: 1, expected: 2 },
      { seconds: 2, expected: 2 },
    ]) {
      commands = 0;
      await open(seconds);
      t.equal(commands, expected);
    }
    const profile = await store.findFollower('wx1', 'o2');
    t.match(profile, { viewCount: 2, lastViewAt: new Date((SECOND + 2) * 1_000), userInfoAt: Date });
  },
);

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
