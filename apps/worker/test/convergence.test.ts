import type { Profile } from '@wechat-pipeline/follower-store';
import type { JobKind, JobPush } from '@wechat-pipeline/jobs';
import fc from 'fast-check';
import t from 'tap';
import { HANDLERS } from '../src/handlers/index.js';
import { SECOND, subscribePush, unsubscribePush, viewPush } from './job-push.js';
import { type Account, startAccount } from './start-account.js';

/**
 * A follower's pushes in the order in which the ingress first received them, and the deliveries of these pushes to
 * workers: any of them any number of times, in any order, in jobs of any size, one job after the other or at once.
 */
interface Story {
  readonly events: readonly { readonly kind: JobPush['kind']; readonly at: number; readonly page: number }[];
  readonly jobs: readonly { readonly deliveries: readonly number[]; readonly isConcurrent: boolean }[];
  /** What the platform says when it is asked. */
  readonly isFollower: boolean;
}

const stories: fc.Arbitrary<Story> = fc
  .uniqueArray(
    fc.record({
      kind: fc.constantFrom('subscribe' as const, 'unsubscribe' as const, 'view' as const),
      // few seconds, so that many pushes share one
      at: fc.nat(3),
      page: fc.nat(2),
    }),
    // the same follower doing the same in the same second is a redelivery
    { minLength: 1, maxLength: 8, selector: ({ kind, at, page }) => `${kind} ${at} ${kind === 'view' ? page : ''}` },
  )
  .chain(events => {
    const indexes = events.map((_, index) => index);
    return fc.record({
      events: fc.constant(events),
      isFollower: fc.boolean(),
      jobs: fc
        .tuple(
          fc.shuffledSubarray(indexes, { minLength: events.length }),
          fc.array(fc.constantFrom(...indexes), { maxLength: 8 }),
        )
        .chain(([once, again]) => fc.shuffledSubarray([...once, ...again], { minLength: once.length + again.length }))
        .chain(deliveries =>
          fc
            .array(fc.record({ size: fc.integer({ min: 1, max: 4 }), isConcurrent: fc.boolean() }), {
              minLength: deliveries.length,
              maxLength: deliveries.length,
            })
            .map(shapes => intoJobs(deliveries, shapes)),
        ),
    });
  });

function intoJobs(
  deliveries: readonly number[],
  shapes: readonly { size: number; isConcurrent: boolean }[],
): Story['jobs'] {
  const rest = [...deliveries];
  return shapes
    .map(({ size, isConcurrent }) => ({ deliveries: rest.splice(0, size), isConcurrent }))
    .filter(job => job.deliveries.length > 0);
}

type EventKind = Exclude<JobKind, 'suggestion'>;

function pushOf(openid: string, { kind, at, page }: Story['events'][number], received: number): JobPush<EventKind> {
  const when = { at, received };
  if (kind === 'subscribe') return subscribePush(openid, when);
  if (kind === 'unsubscribe') return unsubscribePush(openid, when);
  return viewPush(openid, `https://example.com/${page}`, when);
}

/** Delivers the story as workers do: each delivery carries the time at which its push was received first. */
async function tell(account: Account, openid: string, { events, jobs }: Story): Promise<readonly JobPush[]> {
  const pushes = events.map((event, index) => pushOf(openid, event, index));
  const underWay: Promise<void>[] = [];
  for (const { deliveries, isConcurrent } of jobs) {
    const work = workOff(
      account,
      deliveries.map(index => pushes[index]!),
    );
    if (isConcurrent) underWay.push(work);
    else await work;
  }
  await Promise.all(underWay);
  return pushes;
}

async function workOff(account: Account, pushes: readonly JobPush<EventKind>[]): Promise<void> {
  const of = <K extends EventKind>(kind: K) => pushes.filter((push): push is JobPush<K> => push.kind === kind);
  await Promise.all([
    HANDLERS.subscribe(of('subscribe'), account),
    HANDLERS.unsubscribe(of('unsubscribe'), account),
    HANDLERS.view(of('view'), account),
  ]);
}

/** The same pushes, come once each, in the order of CreateTime, within a second in the order received. */
function inOrder(openid: string, { events, isFollower }: Story): Record<string, unknown> {
  const sorted = events
    .map((event, received) => ({ ...event, push: pushOf(openid, event, received) }))
    .sort((a, b) => a.push.createTime - b.push.createTime || a.push.receivedAt - b.push.receivedAt);
  let profile: Record<string, unknown> = {};
  for (const { push, at, page, kind } of sorted) {
    const lastEventAt = new Date((SECOND + at) * 1_000);
    const isKnown = profile.subscribed === true;
    if (kind === 'unsubscribe' || (!isKnown && !isFollower)) {
      profile = { subscribed: false, lastEventAt, purgeAt: new Date(push.receivedAt + 86_400_000) };
      continue;
    }
    profile = { ...(isKnown && profile), subscribed: true, lastEventAt, language: 'zh_CN' };
    if (kind === 'view') {
      profile.viewCount = Number(profile.viewCount ?? 0) + 1;
      profile.lastViewAt = lastEventAt;
      profile.lastViewUrl = `https://example.com/${page}`;
    }
  }
  return { _id: `wx0123456789abcdef:${openid}`, appId: 'wx0123456789abcdef', openid, ...profile };
}

/** The document without our bookkeeping and without what the platform told when it was asked. */
function essence(profile: Profile | null): Record<string, unknown> {
  const { order, userInfoAt, sex, groupid, qrScene, subscribeScene, subscribeTime, ...rest } = { ...profile } as Record<
    string,
    unknown
  >;
  return rest;
}

const ORDERS = 1_000;
const AT_ONCE = 10;

t.test(
  `${ORDERS} random orders and repetitions of a follower’s pushes end as if they had come once, in order`,
  async t => {
    const account = await startAccount(t);
    let [told, visits] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.array(stories, { minLength: AT_ONCE, maxLength: AT_ONCE }), async together => {
        await Promise.all(
          together.map(async story => {
            told += 1;
            const openid = `o${told}`;
            account.platform.follow(openid);
            if (!story.isFollower) account.platform.unfollow(openid);
            const views = (await tell(account, openid, story)).filter(({ kind }) => kind === 'view');
            visits += views.length;
            const [ended, expected] = [essence(await account.profile(openid)), inOrder(openid, story)];
            if (!t.same(ended, expected, `follower ${openid}`))
              throw new Error(JSON.stringify({ ended, expected, story }));
            const counted = await account.visits(views);
            if (!t.equal(counted, views.length, `visits of follower ${openid}`))
              throw new Error(JSON.stringify({ counted, story }));
          }),
        );
      }),
      { numRuns: ORDERS / AT_ONCE, endOnFailure: true },
    );
    t.ok(told >= ORDERS);
    t.equal(await account.visits(), visits, 'no visit that there was not');
  },
);
