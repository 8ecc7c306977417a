import type { JobPush } from '@wechat-pipeline/jobs';
import { mongodbForTest } from '@wechat-pipeline/local-servers';
import { pushId } from '@wechat-pipeline/wechat-core';
import { MongoClient } from 'mongodb';
import t, { type Test } from 'tap';
import { openPageViewStore, PAGE_VIEW_DAYS } from '../src/index.js';

const HOME = 'https://example.com/';
const PRICES = 'https://example.com/prices?a=1&b=$2';

interface Visit {
  /** The push's `CreateTime`; MongoDB removes visits that are too old. */
  readonly at?: string;
  readonly openid?: string;
  readonly appId?: string;
  readonly url?: string;
  readonly menuId?: string;
}

function visit({
  at = '2096-11-24T12:00:00Z',
  openid = 'oA',
  appId = 'wx1',
  url = HOME,
  menuId,
}: Visit): JobPush<'view'> {
  const header = { kind: 'view', msgType: 'event', event: 'VIEW', toUserName: 'gh_account' } as const;
  const time = { createTime: Date.parse(at) / 1_000, receivedAt: Date.parse(at) + 120 };
  return { ...header, ...time, fromUserName: openid, appId, eventKey: url, ...(menuId !== undefined && { menuId }) };
}

async function setup(t: Test) {
  const mongo = new MongoClient(await mongodbForTest(t));
  t.teardown(async () => {
    await mongo.db().dropDatabase();
    await mongo.close();
  });
  const store = openPageViewStore(mongo.db());
  await store.prepare();
  const everything = { since: '2000-01-01', until: '9999-12-31' };
  return {
    store,
    db: mongo.db(),
    usage: (days = everything, appId = 'wx1') => store.usage({ appId, ...days }),
  };
}

t.test('of a visit nothing is kept that tells who it was, or when on that day', async t => {
  const { store, db } = await setup(t);
  const push = visit({ menuId: '426283190' });
  await store.note([push]);
  t.strictSame(await db.collection('page_views').find().toArray(), [
    {
      _id: pushId('wx1', push),
      appId: 'wx1',
      day: '2096-11-24',
      url: HOME,
      menuId: '426283190',
      purgeAt: new Date(Date.parse('2096-11-23T16:00:00Z') + PAGE_VIEW_DAYS * 86_400_000),
    },
  ]);
});

t.test('a visit is counted once, however often and by however many at once it is noted', async t => {
  const { store, usage } = await setup(t);
  const pushes = Array.from({ length: 100 }, (_, index) => visit({ openid: `o${index}` }));
  await store.note(pushes.slice(0, 37));
  const again = pushes.map(push => ({ ...push, receivedAt: push.receivedAt + 5_000 }));
  await Promise.all([pushes, again, pushes.toReversed(), pushes.slice(50), [...pushes, ...again]].map(store.note));
  t.strictSame(await usage(), [{ day: '2096-11-24', url: HOME, views: 100 }]);
});

t.test('days begin at Shanghai’s midnight, which is 16:00 UTC', async t => {
  const { store, usage } = await setup(t);
  const times = ['2096-11-23T15:59:59Z', '2096-11-23T16:00:00Z', '2096-11-24T15:59:59Z', '2096-11-24T16:00:00Z'];
  await store.note(times.map(at => visit({ at })));
  t.strictSame(await usage(), [
    { day: '2096-11-23', url: HOME, views: 1 },
    { day: '2096-11-24', url: HOME, views: 2 },
    { day: '2096-11-25', url: HOME, views: 1 },
  ]);
  const [since, until] = ['2096-11-24', '2096-11-25'];
  t.match(await usage({ since, until: since }), [{ views: 2 }]);
  t.match(await usage({ since, until }), [{ views: 2 }, { views: 1 }]);
  t.strictSame(await usage({ since: until, until: since }), []);
});

t.test('it is told apart by page and by menu, also where no menu is told, and by account', async t => {
  const { store, usage } = await setup(t);
  await store.note([
    visit({ menuId: '9' }),
    visit({ menuId: '10' }),
    visit({}),
    visit({ url: PRICES, menuId: '9' }),
    visit({ url: PRICES, menuId: '9', openid: 'oB' }),
    visit({ appId: 'wx2', menuId: '9' }),
  ]);
  const day = '2096-11-24';
  t.strictSame(await usage(), [
    { day, url: HOME, views: 1 },
    { day, url: HOME, menuId: '10', views: 1 },
    { day, url: HOME, menuId: '9', views: 1 },
    { day, url: PRICES, menuId: '9', views: 2 },
  ]);
  t.strictSame(await usage(undefined, 'wx2'), [{ day, url: HOME, menuId: '9', views: 1 }]);
  t.strictSame(await usage(undefined, 'wx3'), []);
});

t.test('without a visit there is nothing to be written', async t => {
  const { store, usage } = await setup(t);
  await store.note([]);
  t.strictSame(await usage(), []);
});

t.test('visits are counted in an index, without reading them, and removed by another', async t => {
  const { store, usage, db } = await setup(t);
  await store.note([visit({}), visit({ menuId: '9' }), visit({ appId: 'wx2' }), visit({ at: '2096-12-24T12:00:00Z' })]);
  await db.command({ profile: 2 });
  await usage({ since: '2096-11-01', until: '2096-11-30' });
  await db.command({ profile: 0 });
  t.match(await db.collection('system.profile').findOne({ 'command.aggregate': 'page_views' }), {
    planSummary: 'IXSCAN { appId: 1, day: 1, url: 1, menuId: 1 }',
    docsExamined: 0,
    keysExamined: 2,
  });
  t.match(await db.collection('page_views').indexes(), [{}, {}, { key: { purgeAt: 1 }, expireAfterSeconds: 0 }]);
});
