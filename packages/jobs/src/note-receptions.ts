import { type Delivery, pushId } from '@wechat-pipeline/wechat-core/push';
import type { Redis, Result } from 'ioredis';
import type { ReceivedPush } from './received-push.js';

/**
 * WeChat pushes again what was not acknowledged in time, and a redelivery must count as received when its first
 * delivery was: else "follow, unfollow" of one second, redelivered, would read "unfollow, follow". So the ingresses note
 * in Redis when they first received a push, and with what each nonce came.
 */

/** WeChat's three tries take 15 seconds; the rest is for a redelivery that waits in front of a slow ingress. */
const REMEMBER_SECONDS = 600;

/** A push as the ingress has received it, with what tells whether it is a replay. */
export interface Reception extends ReceivedPush {
  readonly delivery: Delivery;
}

/**
 * What a reception is not as it says: the time at which its push was received first, or a replay, whose nonce has come
 * with another body.
 */
export type Correction = number | 'replay';

/** As much of a digest is kept. Another body for it would take 2⁹⁶ tries. */
const DIGEST_CHARACTERS = 16;

/**
 * For each push: its nonce must be new, or have come with the same body, whichever ingress received it. Then its first
 * reception is noted. Told are the exceptions: their numbers, counted from 0, each with the first reception or `replay`.
 *
 * A key for each note would take Redis three times as much memory as what is in it. So notes share hashes: by a few characters,
 * and by the period in which they were made, with which they are forgotten. One is looked up in this period and the one before. The clock is
 * that of Redis, so that all ingresses have the same periods.
 */
const NOTE = `
  local call, exceptions = redis.call, {}
  local now = tonumber(call('TIME')[1])

  local function noteIn(name, seconds)
    local period = math.floor(now / seconds)
    local current, before = name .. period .. ':', name .. (period - 1) .. ':'
    return function(bucket, field, value)
      local noted = call('HGET', before .. bucket, field)
      if noted then return noted end
      local key = current .. bucket
      if call('HSETNX', key, field, value) == 0 then return call('HGET', key, field) end
      if call('HLEN', key) == 1 then call('EXPIRE', key, 2 * seconds) end
      return value
    end
  end

  local noteNonce = noteIn(KEYS[1], tonumber(ARGV[1]))
  local noteReception = noteIn(KEYS[2], ${REMEMBER_SECONDS})
  for i = 2, #ARGV do
    local nonce, digest, id, receivedAt = string.match(ARGV[i], '(%S+) (%S+) (%S+) (%S+)')
    local first = 'replay'
    if noteNonce(string.sub(nonce, -3), nonce, digest) == digest then
      first = noteReception(string.sub(id, 1, 2), id, receivedAt)
    end
    if first ~= receivedAt then
      exceptions[#exceptions + 1] = i - 2
      exceptions[#exceptions + 1] = first
    end
  end
  return exceptions`;

declare module 'ioredis' {
  interface RedisCommander<Context> {
    noteReceptions(...keysAndArguments: readonly (string | number)[]): Result<readonly (number | string)[], Context>;
  }
}

export interface NoteOptions {
  readonly redis: Redis;
  readonly prefix: string;
  /** How long a nonce is remembered at least. */
  readonly nonceSeconds: number;
}

/**
 * Notes pushes' first receptions. Part of accepting a push: resolves when Redis has it. Returns what is to be corrected,
 * by the receptions' numbers; nothing is noted of a replay. The receptions are of one account.
 */
export type NoteReceptions = (
  appId: string,
  receptions: readonly Omit<Reception, 'appId'>[],
) => Promise<ReadonlyMap<number, Correction>>;

export function openReceptionNotes({ redis, prefix, nonceSeconds }: NoteOptions): NoteReceptions {
  redis.defineCommand('noteReceptions', { lua: NOTE, numberOfKeys: 2 });
  return async (appId, receptions) => {
    // One argument each, since none of its parts has a space in it: four would cost ioredis more than joining does.
    const notes = receptions.map(
      ({ push, receivedAt, delivery: { nonce, digest } }) =>
        `${nonce} ${digest.slice(0, DIGEST_CHARACTERS)} ${pushId(appId, push)} ${receivedAt}`,
    );
    const keys = [`${prefix}:nonces:${appId}:`, `${prefix}:received:`];
    return corrections(await redis.noteReceptions(...keys, nonceSeconds, ...notes));
  };
}

/** From a list of numbers, each followed by what is to be corrected, as the script returns it. */
function corrections(exceptions: readonly (number | string)[]): ReadonlyMap<number, Correction> {
  const byNumber = new Map<number, Correction>();
  for (let at = 0; at < exceptions.length; at += 2) {
    const first = exceptions[at + 1];
    byNumber.set(Number(exceptions[at]), first === 'replay' ? first : Number(first));
  }
  return byNumber;
}
