import { openid } from './account.js';
import { stopwatchOf } from './cpu-time.js';
import type { Sample } from './interleave.js';
import { latencySample } from './latency-sample.js';
import { assertAllWell } from './measure-pipeline.js';
import { runOpenLoop } from './open-loop.js';
import type { Pair, PipelineBed } from './pipeline-bed.js';
import { LATENCY } from './played-wechat.js';
import { nextSerial, subscribeRequests } from './signed-pushes.js';
import { watchProfiles } from './watch-profiles.js';

export interface ProfileLoad {
  readonly bed: PipelineBed;
  readonly pair: Pair;
  readonly schedule: readonly number[];
  readonly seconds: number;
  readonly pauseMilliseconds: number;
}

/** Nobody's profile is there sooner than the API has answered. */
const EARLIEST_MILLISECONDS = LATENCY.single - 5;

/** From the moment that a new follower's push is due to their profile in MongoDB. */
export async function measureProfileLatency(load: ProfileLoad): Promise<Sample> {
  const { bed, pair, schedule, seconds, pauseMilliseconds } = load;
  const { ingress, worker, profiles, key } = pair;
  const pushed: string[] = [];
  const since = Math.floor(Date.now() / 1_000);
  const watch = watchProfiles({
    profiles,
    field: key.field,
    earliestMilliseconds: EARLIEST_MILLISECONDS,
    pauseMilliseconds,
  });
  try {
    const spent = stopwatchOf({ ingress: ingress.pid, worker: worker.pid, ...bed.others });
    const { begun, late } = await runOpenLoop({
      url: ingress.url,
      schedule,
      next: subscribeRequests(() => {
        pushed.push(openid(nextSerial()));
        return pushed.at(-1)!;
      }),
      onSent: index => watch.expect(key.of(pushed[index]!)),
    });
    const found = await watch.found();
    const cpu = Object.entries(spent()).map(([name, time]) => [name, time && time / pushed.length] as const);
    await assertAllWell(pair, pushed, since);
    const done = found.map(at => at - begun);
    return { ...latencySample({ schedule, done, late, seconds }), cpu: Object.fromEntries(cpu) };
  } finally {
    watch.close();
  }
}
