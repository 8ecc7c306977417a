import { seededRandom } from '@wechat-pipeline/played-wechat';

/**
 * When to send, in milliseconds from the beginning: as many who know nothing of each other do, with exponentially distributed gaps.
 * Evenly spaced sends would never find one another in the way. The same seed makes the same schedule.
 */
export function poissonSchedule(perSecond: number, seconds: number, seed: number): readonly number[] {
  const random = seededRandom(seed);
  const schedule: number[] = [];
  for (let at = gap(); at < seconds * 1_000; at += gap()) schedule.push(at);
  return schedule;

  function gap(): number {
    return (-Math.log(1 - random()) / perSecond) * 1_000;
  }
}
