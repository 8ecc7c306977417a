import type { JobPush, SyncBatch } from '@wechat-pipeline/jobs';
import type { AccountApi } from '@wechat-pipeline/wechat-core';
import type { Job } from 'bullmq';
import fc from 'fast-check';
import t, { type Test } from 'tap';
import { HANDLERS } from '../src/handlers/index.js';
import { SYNC_HANDLERS } from '../src/sync/index.js';
import type { SyncContext } from '../src/sync/sync-handler.js';
import { CREDENTIALS } from './start-account.js';
import { startWorking } from './start-working.js';

const { appId } = CREDENTIALS;
/** Of the platform's clock; ours needs not agree with it. */
const SECOND = 1_700_000_000;

/** A sync whose first page has just been listed, and followers who are asked for as part of it; it is never done. */
async function setup(t: Test) {
  const working = await startWorking(t);
  const { syncs, syncQueues, context, api, platform } = working;
  await syncQueues.refresh.pause();
  await syncs.begin(appId, 'sync', false);
  const part = { appId, sync: 'sync', page: 1 };
  await syncs.notePage(part, { openids: Array.from({ length: 200 }, (_, index) => `oOnPage${index}`) });
  const syncContext = { ...context, appId, api, inquiry: context.inquiryOf(appId, api) };
  let receivedAt = 0;
  /** When a push is received: now, and no two in the same millisecond. */
  const now = () => {
    receivedAt = Math.max(receivedAt + 1, Date.now());
    return receivedAt;
  };
  return {
    ...working,
    syncContext,
    async refresh(openid: string, context: SyncContext = syncContext): Promise<void> {
      const batch: SyncBatch = { ...part, batch: 0, openids: [openid] };
      const job: Job<SyncBatch> = await syncQueues.refresh.add('refresh', batch);
      await SYNC_HANDLERS.refresh(job, context);
    },
    /** Somebody follows or leaves, in that second of the platform's; the push that tells of it. */
    follow(openid: string, second: number): JobPush<'subscribe'> {
      platform.follow(openid, { subscribe_time: SECOND + second });
      return { kind: 'subscribe', event: 'subscribe', ...header(openid, second, now()) };
    },
    leave(openid: string, second: number): JobPush<'unsubscribe'> {
      platform.unfollow(openid);
      return { kind: 'unsubscribe', event: 'unsubscribe', ...header(openid, second, now()) };
    },
  };
}

function header(openid: string, second: number, receivedAt: number) {
  const createTime = SECOND + second;
  return { toUserName: 'gh_account', fromUserName: openid, createTime, msgType: 'event', appId, receivedAt };
}

/** The same, but something happens between the platform's answer and what is made of it. */
function meanwhile(api: AccountApi, happening: () => Promise<unknown>): AccountApi {
  return {
    ...api,
    async call(path, request) {
      const answer = await api.call(path, request);
      await happening();
      return answer;
    },
  };
}

t.test('who leaves after the platform has answered, in whatever second, is not brought back by its answer', async t => {
  const { follow, leave, refresh, syncContext, profile } = await setup(t);
  for (const second of [0, 1]) {
    const openid = `o${second}`;
    follow(openid, 0);
    const api = meanwhile(syncContext.api, () => HANDLERS.unsubscribe([leave(openid, second)], syncContext));
    await refresh(openid, { ...syncContext, api });
    t.match(await profile(openid), { subscribed: false });
  }
});

t.test('who follows again after the platform has answered that they left is not deleted for its answer', async t => {
  const { follow, leave, refresh, syncContext, profile } = await setup(t);
  await HANDLERS.subscribe([follow('oA', 0)], syncContext);
  leave('oA', 5);
  const api = meanwhile(syncContext.api, () => HANDLERS.subscribe([follow('oA', 5)], syncContext));
  await refresh('oA', { ...syncContext, api });
  t.match(await profile('oA'), { subscribed: true, lastEventAt: new Date((SECOND + 5) * 1_000) });
});

t.test('who has left, as far as the platform tells, is forgotten as of what was last heard of them', async t => {
  const { follow, leave, refresh, syncContext, profile, suggested } = await setup(t);
  const subscribe = follow('oA', 3);
  await HANDLERS.subscribe([subscribe], syncContext);
  const text = { ...header('oA', 2, subscribe.receivedAt + 1), kind: 'text', msgType: 'text', msgId: '1' } as const;
  await HANDLERS.suggestion([{ ...text, content: '@1' }], syncContext);
  const unsubscribe = leave('oA', 9);
  await refresh('oA');
  t.match(await profile('oA'), { subscribed: false, lastEventAt: new Date((SECOND + 3) * 1_000) });
  t.strictSame(await suggested('oA'), [], 'with all that they wrote');
  await HANDLERS.unsubscribe([unsubscribe], syncContext);
  t.match(await profile('oA'), { subscribed: false, lastEventAt: new Date((SECOND + 9) * 1_000) });
});

t.test('a follower of whom the platform does not tell since when is known, and gives way to any leaving', async t => {
  const { platform, follow, leave, refresh, syncContext, profile } = await setup(t);
  await HANDLERS.unsubscribe([leave('oA', 1)], syncContext);
  follow('oA', 0);
  follow('oB', 0);
  for (const openid of ['oA', 'oB']) platform.follow(openid, { subscribe_time: undefined as never });
  for (const openid of ['oA', 'oB']) await refresh(openid);
  t.match(await profile('oA'), { subscribed: false });
  t.match(await profile('oB'), { subscribed: true, subscribeTime: undefined });
});

/** What happens to one follower, one thing after the other. */
type Step =
  /** They follow, or leave if they do; its push may be lost if it was a follow. Seconds may pass before. */
  | { readonly kind: 'change'; readonly seconds: number; readonly isLost: boolean }
  /** One of the pushes so far is worked on, perhaps not for the first time. */
  | { readonly kind: 'push'; readonly which: number }
  /** A sync asks for them. */
  | { readonly kind: 'refresh' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('change' as const), seconds: fc.nat(1), isLost: fc.boolean() }),
  fc.record({ kind: fc.constant('push' as const), which: fc.nat(9) }),
  fc.record({ kind: fc.constant('refresh' as const) }),
);
interface Story {
  readonly steps: readonly Step[];
  /** The work on a push, or a sync's, goes on while the next things happen. */
  readonly isConcurrent: boolean;
}
const story: fc.Arbitrary<Story> = fc.record({
  steps: fc.array(step, { minLength: 2, maxLength: 12 }),
  isConcurrent: fc.boolean(),
});

t.test(
  'whenever a sync asks, between pushes that are late, repeated or lost, it ends as the platform says',
  async t => {
    const { follow, leave, refresh, syncContext, profile } = await setup(t);
    let told = 0;

    async function tell({ steps, isConcurrent }: Story): Promise<boolean> {
      told += 1;
      const openid = `o${told}`;
      let [second, follows] = [0, false];
      const pushes: JobPush<'subscribe' | 'unsubscribe'>[] = [];
      const workOn = async (push: JobPush<'subscribe' | 'unsubscribe'> | undefined) => {
        if (push?.kind === 'subscribe') await HANDLERS.subscribe([push], syncContext);
        else if (push) await HANDLERS.unsubscribe([push], syncContext);
      };
      const underWay: Promise<void>[] = [];
      for (const step of [{ kind: 'change', seconds: 0, isLost: false } as const, ...steps]) {
        if (step.kind === 'change') {
          second += step.seconds;
          follows = !follows;
          const push = follows ? follow(openid, second) : leave(openid, second);
          if (!(follows && step.isLost)) pushes.push(push);
          continue;
        }
        const work = step.kind === 'refresh' ? refresh(openid) : workOn(pushes[step.which % pushes.length]);
        if (isConcurrent) underWay.push(work);
        else await work;
      }
      await Promise.all(underWay);
      for (const push of pushes) await workOn(push);
      await refresh(openid);
      for (const push of pushes) await workOn(push);
      return (await profile(openid))?.subscribed === follows;
    }

    await fc.assert(
      fc.asyncProperty(fc.array(story, { minLength: 5, maxLength: 5 }), async stories =>
        (await Promise.all(stories.map(tell))).every(Boolean),
      ),
      { numRuns: 30 },
    );
    t.ok(told >= 150);
  },
);
