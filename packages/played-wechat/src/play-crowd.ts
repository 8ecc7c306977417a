import type { Pusher, PushResult } from './create-pusher.js';
import { type EndState, endState } from './end-state.js';
import { type FollowedPlatform, takeStep } from './life.js';
import { type PlannedPush, planLife } from './plan-life.js';
import { seededRandom } from './seeded-random.js';

export interface CrowdOptions {
  /** How many. */
  followers: number;
  /** Pushes on their way at the same time; those of one follower come one after the other. */
  concurrency: number;
  /** Share of the pushes, 0 to 1, that come again though they were answered; 0 by default. */
  redeliveries?: number;
  /** Share of the followers, 0 to 1, who unfollow at the end; 0.5 by default. */
  leaving?: number;
  /** The same seed: the same followers, lives and, with a concurrency of 1, order. */
  seed: number;
  /** What the crowd's OpenIDs begin with; `oCrowd` by default. */
  prefix?: string;
}

export interface CrowdPush extends PlannedPush {
  result: PushResult;
}

export interface CrowdFollower {
  /** As they were sent. */
  pushes: CrowdPush[];
  /** What should be known of the follower when all is done. */
  expected: EndState;
}

/** By OpenID. */
export type CrowdLedger = Map<string, CrowdFollower>;

const OPENID_LENGTH = 28;

interface Life {
  openid: string;
  planned: PlannedPush[];
  pushes: CrowdPush[];
}

/** Many followers' lives at once. */
export async function playCrowd(
  pusher: Pusher,
  platform: FollowedPlatform,
  options: CrowdOptions,
): Promise<CrowdLedger> {
  const { followers, concurrency, redeliveries = 0, leaving = 0.5, seed, prefix = 'oCrowd' } = options;
  const random = seededRandom(seed);
  const endsAt = Math.floor(pusher.now() / 1_000);
  const lives = Array.from({ length: followers }, (_, index): Life => {
    const openid = prefix + `${seed}_${index}`.padStart(OPENID_LENGTH - prefix.length, '0');
    return { openid, planned: planLife(openid, endsAt, { redeliveries, leaving }, random), pushes: [] };
  });
  const waiting = [...lives];

  /** Whose turn it is, by chance; the place is filled with the last one, since it need not keep an order. */
  function draw(): Life | undefined {
    const index = Math.floor(random() * waiting.length);
    const life = waiting[index];
    const last = waiting.pop();
    if (last && last !== life) waiting[index] = last;
    return life;
  }

  async function play(): Promise<void> {
    for (let life = draw(); life; life = draw()) {
      const next = life.planned.shift();
      if (!next) continue;
      if (!next.isRedelivery) await takeStep(next.step, platform, next.fields, pusher.appId);
      life.pushes.push({ ...next, result: await pusher.push(next.fields) });
      waiting.push(life);
    }
  }

  await Promise.all(Array.from({ length: concurrency }, play));
  return new Map(lives.map(({ openid, pushes }) => [openid, { pushes, expected: endState(pushes) }]));
}
