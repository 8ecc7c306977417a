import { enqueue } from '@wechat-pipeline/jobs';
import { pushId } from '@wechat-pipeline/wechat-core';
import fc from 'fast-check';
import t from 'tap';
import { HANDLERS } from '../src/handlers/index.js';
import { SECOND, subscribePush, suggestionPush, unsubscribePush } from './job-push.js';
import { CREDENTIALS, startAccount } from './start-account.js';
import { startWorking } from './start-working.js';

t.test('a suggestion is stored once, with who, what and when, whatever is delivered again', async t => {
  const { queues, idle, suggested } = await startWorking(t);
  const push = suggestionPush('oFollower', '@开放晚上！$name', '22477458341175809');
  await enqueue(queues, 'suggestion', [push, push]);
  await enqueue(queues, 'suggestion', [push]);
  await idle();
  t.strictSame(await suggested('oFollower'), [
    {
      _id: pushId(CREDENTIALS.appId, push),
      appId: CREDENTIALS.appId,
      openid: 'oFollower',
      text: '@开放晚上！$name',
      at: new Date(SECOND * 1_000),
      receivedAt: new Date(push.receivedAt),
    },
  ]);
});

t.test('who leaves takes their suggestions along; those of others, and later ones, stay', async t => {
  const account = await startAccount(t);
  await HANDLERS.suggestion(
    [
      suggestionPush('oFollower', '@1', '1', { at: 1 }),
      suggestionPush('oFollower', '@2', '2', { at: 9 }),
      suggestionPush('oOther', '@3', '3', { at: 1 }),
    ],
    account,
  );
  await HANDLERS.unsubscribe([unsubscribePush('oFollower', { at: 5 })], account);
  t.match(await account.suggested('oFollower'), [{ text: '@2' }]);
  t.match(await account.suggested('oOther'), [{ text: '@3' }]);
});

t.test('a suggestion that comes after its author has left is not kept, also if they have come back', async t => {
  const account = await startAccount(t);
  await HANDLERS.unsubscribe([unsubscribePush('oFollower', { at: 5 })], account);
  await HANDLERS.suggestion([suggestionPush('oFollower', '@1', '1', { at: 1 })], account);
  t.strictSame(await account.suggested('oFollower'), []);
  account.platform.follow('oFollower');
  await HANDLERS.subscribe([subscribePush('oFollower', { at: 7 })], account);
  await HANDLERS.suggestion(
    [suggestionPush('oFollower', '@1', '1', { at: 1 }), suggestionPush('oFollower', '@2', '2', { at: 8 })],
    account,
  );
  t.match(await account.suggested('oFollower'), [{ text: '@2' }]);
});

t.test('in whatever order, and at once: what was suggested after the last leaving stays, and nothing else', async t => {
  const account = await startAccount(t);
  const story = fc.record({
    suggestions: fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 }),
    leavings: fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 3 }),
    seed: fc.integer(),
  });
  let openid = 0;
  await fc.assert(
    fc.asyncProperty(story, async ({ suggestions, leavings, seed }) => {
      openid += 1;
      const who = `o${openid}`;
      const work = [
        ...suggestions.map(at => () => HANDLERS.suggestion([suggestionPush(who, `@${at}`, `${at}`, { at })], account)),
        ...leavings.map(at => () => HANDLERS.unsubscribe([unsubscribePush(who, { at })], account)),
      ];
      const order = work.map((one, index) => ({ one, rank: Math.sin(seed + index) })).sort((a, b) => a.rank - b.rank);
      await Promise.all(order.map(({ one }) => one()));
      const left = Math.max(0, ...leavings);
      const kept = (await account.suggested(who)).map(({ text }) => text);
      const expected = suggestions.filter(at => at > left).sort((a, b) => a - b);
      return JSON.stringify(kept) === JSON.stringify(expected.map(at => `@${at}`));
    }),
    { numRuns: 100 },
  );
  t.equal(openid, 100);
});
