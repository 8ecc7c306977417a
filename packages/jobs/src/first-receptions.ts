import { type Delivery, type Push, pushId } from '@wechat-pipeline/wechat-core';
import type { Redis } from 'ioredis';
import type { JobPush } from './kinds.js';
import type { ReceivedPush } from './received-push.js';

/**
 * WeChat pushes again what was not acknowledged in time, and a redelivery must count as received when its first
 * delivery was: else "follow, unfollow" of one second, redelivered, would read "unfollow, follow". So the ingress notes
 * when it first received a push, and the worker asks.
 */

/** WeChat's three tries take 15 seconds; the rest is for a redelivery that waits in front of a slow ingress. */
const REMEMBER_SECONDS = 600;

/** A push as the ingress has received it, with what tells whether it is a replay. */
export interface Reception extends ReceivedPush {
  readonly delivery: Delivery;
}

/**
 * For each push: its nonce must be new, or have come with the same body, whichever ingress received it. Then its first
 * reception is noted. Of the others the numbers are returned, counted from 0.
 */
const NOTE = `
  local refused = {}
  for i = 1, #KEYS, 2 do
    local receivedAt, digest = ARGV[i + 2], ARGV[i + 3]
    local known = redis.call('GET', KEYS[i + 1])
    if known and known ~= digest then
      refused[#refused + 1] = (i - 1) / 2
    else
      if not known then redis.call('SET', KEYS[i + 1], digest, 'EX', ARGV[2]) end
      redis.call('SET', KEYS[i], receivedAt, 'EX', ARGV[1], 'NX')
    end
  end
  return refused`;

/**
 * Notes each push's first reception. Part of accepting a push: resolves when Redis has it. Returns the receptions whose
 * nonce has come with another body; nothing is noted of them.
 *
 * @param nonceSeconds how long a nonce is remembered
 */
export async function noteReceptions(
  redis: Redis,
  prefix: string,
  receptions: readonly Reception[],
  nonceSeconds: number,
): Promise<ReadonlySet<Reception>> {
  const keys = receptions.flatMap(({ appId, push, delivery: { nonce } }) => [
    key(prefix, appId, push),
    `${prefix}:nonce:${appId}:${nonce}`,
  ]);
  const args = receptions.flatMap(({ receivedAt, delivery: { digest } }) => [receivedAt, digest]);
  const refused = await redis.eval(NOTE, keys.length, ...keys, REMEMBER_SECONDS, nonceSeconds, ...args);
  // Sound: the script returns numbers of receptions.
  return new Set((refused as number[]).map(index => receptions[index]!));
}

/** The pushes with `receivedAt` of their first reception, where it is remembered. */
export async function withFirstReceptions<P extends JobPush>(
  redis: Redis,
  prefix: string,
  pushes: readonly P[],
): Promise<readonly P[]> {
  const noted = await redis.mget(pushes.map(push => key(prefix, push.appId, push)));
  return pushes.map((push, index) => {
    const receivedAt = Number(noted[index] ?? push.receivedAt);
    return receivedAt === push.receivedAt ? push : { ...push, receivedAt };
  });
}

function key(prefix: string, appId: string, push: Push): string {
  return `${prefix}:received:${pushId(appId, push)}`;
}
