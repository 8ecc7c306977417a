import {
  openPageViewStore,
  openProfileStore,
  openSuggestionStore,
  orAway,
  type ProfileUpdate,
  subscribed,
  unsubscribed,
} from '@wechat-pipeline/follower-store';
import { directoryForTest, startMongod } from '@wechat-pipeline/local-servers';
import { DependencyAwayError } from '@wechat-pipeline/service';
import { MongoClient, MongoServerError } from 'mongodb';
import t from 'tap';
import { subscribePush, unsubscribePush, viewPush } from './job-push.js';

t.test('a MongoDB that is stopped or hangs is away, and that is not the push’s fault', async t => {
  const directory = await directoryForTest(t, 'mongodb');
  let mongod = await startMongod({ directory });
  t.teardown(() => mongod.stop());
  const mongo = new MongoClient(`${mongod.url}/wechat`, {
    serverSelectionTimeoutMS: 500,
    socketTimeoutMS: 500,
    retryWrites: false,
  });
  t.teardown(() => mongo.close());
  const profiles = openProfileStore(mongo.db(), openSuggestionStore(mongo.db()));
  const pageViews = openPageViewStore(mongo.db());
  const visit = () => pageViews.note([viewPush('oFollower', 'https://example.com/')]);
  const leave = () => profiles.apply([unsubscribed(unsubscribePush('oFollower'))]);
  await profiles.prepare();
  await leave();

  process.kill(mongod.pid, 'SIGSTOP');
  // A write or two may still be done before the signal has reached all threads.
  let failure: unknown;
  while (failure === undefined) failure = await leave().catch(error => error);
  t.type(failure, DependencyAwayError);
  const many = await Promise.allSettled(
    Array.from({ length: 50 }, (_, index) => profiles.apply([unsubscribed(unsubscribePush(`o${index}`))])),
  );
  for (const one of many) t.match(one, { status: 'rejected', reason: { name: 'DependencyAwayError' } });
  process.kill(mongod.pid, 'SIGCONT');
  await mongod.stop();
  await t.rejects(leave(), DependencyAwayError);
  await t.rejects(profiles.known('wx1', ['oFollower']), DependencyAwayError);
  await t.rejects(profiles.prepare(), DependencyAwayError);
  await t.rejects(visit(), DependencyAwayError);
  await t.rejects(pageViews.usage({ appId: 'wx1', since: '2026-11-01', until: '2026-11-30' }), DependencyAwayError);
  await t.rejects(pageViews.prepare(), DependencyAwayError);
  mongod = await startMongod({ directory, port: mongod.port });
  await leave();
  await visit();
});

t.test('an update that MongoDB refuses is not taken for an outage', async t => {
  const mongod = await startMongod({ directory: await directoryForTest(t, 'mongodb') });
  t.teardown(() => mongod.stop());
  const mongo = new MongoClient(`${mongod.url}/wechat`);
  t.teardown(() => mongo.close());
  const bad: ProfileUpdate = {
    who: { appId: 'wx1', openid: 'oA' },
    merge: () => ({ filter: { _id: 'a' }, update: [{ $set: { a: { $nonsense: 1 } } }], upsert: true }),
  };
  await t.rejects(openProfileStore(mongo.db(), openSuggestionStore(mongo.db())).apply([bad]), { name: /^Mongo/ });
});

t.test(
  'what a server says that stops, or is no primary, is an outage by its code, whether or not it is labelled',
  async t => {
    for (const [code, isAway] of [
      [91, true],
      [189, true],
      [10_107, true],
      [11_600, true],
      [11_602, true],
      [13_435, true],
      [11_000, false],
      [13, false],
    ] as const) {
      const error = new MongoServerError({ message: 'refused', code });
      await t.rejects(
        orAway(() => Promise.reject(error)),
        { name: isAway ? 'DependencyAwayError' : 'MongoServerError' },
      );
    }
  },
);

t.test('of updates that are written together, one that MongoDB refuses fails alone', async t => {
  const mongod = await startMongod({ directory: await directoryForTest(t, 'mongodb') });
  t.teardown(() => mongod.stop());
  const mongo = new MongoClient(`${mongod.url}/wechat`, { retryWrites: false });
  t.teardown(() => mongo.close());
  const written: number[] = [];
  const onWrite = (updates: number) => void written.push(updates);
  const profiles = openProfileStore(mongo.db(), openSuggestionStore(mongo.db()), { onWrite });
  const follow = (openid: string) =>
    profiles.apply([subscribed(subscribePush(openid), { subscribe: 1, openid }, new Date())]);
  const who = { appId: 'wx1', openid: 'oBad' };
  const bad: ProfileUpdate = {
    who,
    merge: () => ({ filter: { _id: 'a' }, update: [{ $set: { a: { $nonsense: 1 } } }], upsert: true }),
  };
  const ended = await Promise.allSettled([
    ...Array.from({ length: 25 }, (_, index) => follow(`o${index}`)),
    profiles.apply([bad]),
    ...Array.from({ length: 25 }, (_, index) => follow(`o${25 + index}`)),
  ]);
  t.strictSame(written.slice(0, 5), [1, 1, 1, 1, 47], 'the first four at once, the others together');
  const failed = ended.flatMap((one, index) => (one.status === 'rejected' ? [index] : []));
  t.strictSame(failed, [25]);
  t.equal(await mongo.db().collection('profiles').countDocuments({ subscribed: true }), 50);
});
