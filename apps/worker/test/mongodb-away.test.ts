import {
  openPageViewStore,
  openProfileStore,
  openSuggestionStore,
  type ProfileUpdate,
  unsubscribed,
} from '@wechat-pipeline/follower-store';
import { directoryForTest, startMongod } from '@wechat-pipeline/local-servers';
import { DependencyAwayError } from '@wechat-pipeline/service';
import { MongoClient } from 'mongodb';
import t from 'tap';
import { unsubscribePush, viewPush } from './job-push.js';

t.test('a MongoDB that is stopped or hangs is away, and that is not the push’s fault', async t => {
  const directory = await directoryForTest(t, 'mongodb');
  let mongod = await startMongod({ directory });
  t.teardown(() => mongod.stop());
  const mongo = new MongoClient(`${mongod.url}/wechat`, { serverSelectionTimeoutMS: 500, socketTimeoutMS: 500 });
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
