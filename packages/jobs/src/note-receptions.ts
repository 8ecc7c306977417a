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
 * A key for each note would take Redis twice as much memory and many times the time. So the notes of a period are in one hash, asked
 * for and written by one command for all pushes, and what is looked up is looked up in this period and the one before. The clock is that of
 * Redis, so that all ingresses have the same periods. Older hashes are unlinked, as memory is freed in the background then; for when nothing
 * comes any more they expire.
 *
 * KEYS: the names of both hashes, without their period. ARGV: how many pushes, how long a nonce is remembered; then all nonces, all digests,
 * all ids, all times.
 */
const NOTE = `
  local call, exceptions = redis.call, {}
  local now, count = tonumber(call('TIME')[1]), tonumber(ARGV[1])

  -- Returns what is known of the fields from that argument on, and a function that adds what is new.
  local function open(name, seconds, from)
    local period = math.floor(now / seconds)
    local current = name .. period
    local noted, earlier = call('HMGET', current, unpack(ARGV, from, from + count - 1)), {}
    if call('EXISTS', name .. (period - 1)) == 1 then
      earlier = call('HMGET', name .. (period - 1), unpack(ARGV, from, from + count - 1))
    end
    local known, fresh, written = {}, {}, {}
    for i = 1, count do known[i] = noted[i] or earlier[i] end
    local function look(i)
      return known[i] or fresh[ARGV[from + i - 1]]
    end
    local function add(i, value)
      local field = ARGV[from + i - 1]
      fresh[field] = value
      written[#written + 1], written[#written + 2] = field, value
    end
    local function write()
      if #written == 0 then return end
      if call('HSET', current, unpack(written)) == call('HLEN', current) then
        call('EXPIRE', current, 2 * seconds)
        call('UNLINK', name .. (period - 2))
      end
    end
    return look, add, write
  end

  local nonceOf, addNonce, writeNonces = open(KEYS[1], tonumber(ARGV[2]), 3)
  local firstOf, addFirst, writeFirsts = open(KEYS[2], ${REMEMBER_SECONDS}, 3 + 2 * count)
  for i = 1, count do
    local digest, receivedAt = ARGV[2 + count + i], ARGV[2 + 3 * count + i]
    local known, first = nonceOf(i), 'replay'
    if not known then addNonce(i, digest) end
    if not known or known == digest then
      first = firstOf(i)
      if not first then
        first = receivedAt
        addFirst(i, receivedAt)
      end
    end
    if first ~= receivedAt then
      exceptions[#exceptions + 1] = i - 1
      exceptions[#exceptions + 1] = first
    end
  end
  writeNonces()
  writeFirsts()
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
    const args = [
      receptions.length,
      nonceSeconds,
      ...receptions.map(({ delivery }) => delivery.nonce),
      ...receptions.map(({ delivery }) => delivery.digest.slice(0, DIGEST_CHARACTERS)),
      ...receptions.map(({ push }) => pushId(appId, push)),
      ...receptions.map(({ receivedAt }) => receivedAt),
    ];
    return corrections(
      await redis.noteReceptions(`${prefix}:nonces:${appId}:`, `${prefix}:received:${appId}:`, ...args),
    );
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
