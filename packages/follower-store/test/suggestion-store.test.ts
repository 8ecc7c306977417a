import type { JobPush } from '@wechat-pipeline/jobs';
import { mongodbForTest } from '@wechat-pipeline/local-servers';
import { MongoClient } from 'mongodb';
import t, { type Test } from 'tap';
import { openSuggestionStore, type SuggestionQuery } from '../src/index.js';

const SECOND = 1_795_305_600;

/** Suggestions of those times, in seconds, and followers; the later ones of a second were received later. */
async function setup(t: Test, made: readonly (readonly [at: number, openid: string, appId?: string])[]) {
  const mongo = new MongoClient(await mongodbForTest(t));
  t.teardown(async () => {
    await mongo.db().dropDatabase();
    await mongo.close();
  });
  const store = openSuggestionStore(mongo.db());
  await store.prepare();
  const pushes = made.map(([at, openid, appId = 'wx1'], index): JobPush<'suggestion'> => {
    const header = { kind: 'text', msgType: 'text', toUserName: 'gh_account', fromUserName: openid, appId } as const;
    const createTime = SECOND + at;
    const content = `@${index}`;
    return { ...header, createTime, receivedAt: createTime * 1_000 + index, content, msgId: String(index) };
  });
  await store.keep(pushes.toReversed());
  return { mongo, store };
}

const SOME = [
  [0, 'oA'],
  [0, 'oB'],
  [5, 'oA'],
  [5, 'oA', 'wx2'],
] as const;
const since = (at: number) => new Date((SECOND + at) * 1_000);

t.test('an account’s suggestions are found by time and by author, each second’s in the order received', async t => {
  const { store } = await setup(t, SOME);
  for (const [query, texts] of [
    [{}, ['@0', '@1', '@2']],
    [{ since: since(5) }, ['@2']],
    [{ since: since(6) }, []],
    [{ openid: 'oA' }, ['@0', '@2']],
    [{ openid: 'oB', since: since(0) }, ['@1']],
    [{ openid: 'oB', since: since(1) }, []],
  ] as const satisfies readonly (readonly [Omit<SuggestionQuery, 'appId'>, readonly string[]])[]) {
    const found: string[] = [];
    for await (const { text } of store.all({ appId: 'wx1', ...query })) found.push(text);
    t.strictSame(found, texts);
    const latest = await store.latest({ appId: 'wx1', ...query }, 2);
    t.strictSame(
      latest.map(({ text }) => text),
      texts.toReversed().slice(0, 2),
    );
  }
});

t.test('whoever has seen enough of them leaves nothing open', async t => {
  const { store } = await setup(
    t,
    Array.from({ length: 500 }, (_, index) => [index, 'oA'] as const),
  );
  for await (const { text } of store.all({ appId: 'wx1' })) {
    t.equal(text, '@0');
    break;
  }
});

t.test('what is asked for by time is found by an index, and need not be sorted', async t => {
  const { mongo } = await setup(t, SOME);
  const plan = await mongo
    .db()
    .collection('suggestions')
    .find({ appId: 'wx1', at: { $gte: since(0) } })
    .sort({ at: -1, receivedAt: -1 })
    .explain();
  const { winningPlan } = plan.queryPlanner;
  t.match(winningPlan, { stage: 'FETCH', inputStage: { stage: 'IXSCAN', direction: 'backward' } });
});
