import { orRedisAway } from '@wechat-pipeline/service';
import type { Redis } from 'ioredis';
import type { Patience } from './patience.js';
import type { WebhookKey } from './webhook-queue.js';

/** How it goes with an endpoint, over all its deliveries. */
export interface WebhookState {
  /** Since its last success, or ever. */
  readonly failures: number;
  /** When the first of these was. */
  readonly failingSince?: Date;
  readonly lastFailure?: { readonly at: Date; readonly reason: string };
  readonly lastSuccessAt?: Date;
  /** It is left alone until then; the time may have passed. */
  readonly pausedUntil?: Date;
  /** Nothing is sent to it any more until somebody says so. */
  readonly goneAt?: Date;
}

/** Whether a delivery may be sent now. */
export type Admission =
  | { readonly verdict: 'send' }
  /** Ask again after that time. */
  | { readonly verdict: 'wait'; readonly milliseconds: number }
  | { readonly verdict: 'gone' };

export interface Failure {
  readonly reason: string;
  /** The endpoint itself says that it is gone. */
  readonly isGone: boolean;
  /** It asks to be left alone for so long, in milliseconds. */
  readonly retryAfter?: number | undefined;
}

/** What follows from a failure for the endpoint's other deliveries; it is told once. */
export type Consequence =
  | { readonly kind: 'none' }
  | { readonly kind: 'paused'; readonly milliseconds: number; readonly failures: number }
  | { readonly kind: 'gone' };

/** The endpoints' states in Redis, which all workers share. All of it throws DependencyAwayError while Redis is away. */
export interface WebhookStates {
  /**
   * May a delivery be sent? After a pause for too many failures one is sent to see; the others wait for what becomes of it.
   *
   * @param probeMilliseconds after which nothing becomes of it any more
   */
  admit(key: WebhookKey, probeMilliseconds: number): Promise<Admission>;
  /** Returns whether the endpoint was paused before. */
  noteSuccess(key: WebhookKey): Promise<boolean>;
  noteFailure(key: WebhookKey, failure: Failure): Promise<Consequence>;
  read(key: WebhookKey): Promise<WebhookState>;
  /** Forgets all failures. */
  reset(key: WebhookKey): Promise<void>;
  /** The account has such an endpoint, or has had one. */
  register(key: WebhookKey): Promise<void>;
  /** The names of all endpoints that the account has ever had. */
  registered(appId: string): Promise<readonly string[]>;
}

export function openWebhookStates(
  redis: Redis,
  prefix: string,
  { breakAfter, breakPauses, goneAfter }: Patience,
  now: () => number = Date.now,
): WebhookStates {
  const keyOf = ({ appId, name }: WebhookKey) => `${prefix}:webhook:${appId}:${name}`;
  const namesOf = (appId: string) => `${prefix}:webhooks:${appId}`;
  const run = (script: string, key: WebhookKey, ...args: readonly (string | number)[]) =>
    orRedisAway(redis.eval(script, 1, keyOf(key), now(), ...args));

  return {
    async admit(key, probeMilliseconds) {
      const answer = await run(ADMIT, key, breakAfter, probeMilliseconds);
      if (answer === 'gone') return { verdict: 'gone' };
      // Sound: the script returns how long to wait, 0 for not at all.
      const milliseconds = answer as number;
      return milliseconds > 0 ? { verdict: 'wait', milliseconds } : { verdict: 'send' };
    },
    async noteSuccess(key) {
      return (await run(NOTE_SUCCESS, key)) === 1;
    },
    async noteFailure(key, { reason, isGone, retryAfter = 0 }) {
      const answer = await run(
        NOTE_FAILURE,
        key,
        reason,
        Number(isGone),
        retryAfter,
        breakAfter,
        goneAfter,
        ...breakPauses,
      );
      if (answer === 'gone') return { kind: 'gone' };
      // Sound: the script returns these two, or nothing.
      const [milliseconds, failures] = (answer ?? [0, 0]) as [number, number];
      return milliseconds > 0 ? { kind: 'paused', milliseconds, failures } : { kind: 'none' };
    },
    async read(key) {
      return readState(await orRedisAway(redis.hgetall(keyOf(key))));
    },
    async reset(key) {
      await run(RESET, key);
    },
    async register({ appId, name }) {
      await orRedisAway(redis.sadd(namesOf(appId), name));
    },
    async registered(appId) {
      return (await orRedisAway(redis.smembers(namesOf(appId)))).sort();
    },
  };
}

function readState(fields: Readonly<Record<string, string>>): WebhookState {
  const {
    failures = 0,
    failingSince,
    lastFailureAt,
    lastFailureReason = '',
    lastSuccessAt,
    pausedUntil,
    goneAt,
  } = fields;
  const date = (field: string) => new Date(Number(field));
  return {
    failures: Number(failures),
    ...(failingSince !== undefined && { failingSince: date(failingSince) }),
    ...(lastFailureAt !== undefined && { lastFailure: { at: date(lastFailureAt), reason: lastFailureReason } }),
    ...(lastSuccessAt !== undefined && { lastSuccessAt: date(lastSuccessAt) }),
    ...(pausedUntil !== undefined && { pausedUntil: date(pausedUntil) }),
    ...(goneAt !== undefined && { goneAt: date(goneAt) }),
  };
}

/** How soon those that wait for what becomes of a probe look again. */
const PROBE_LOOK_MILLISECONDS = 1_000;

// ARGV[1] is the time in each of them. A time in milliseconds is an integer that Lua’s numbers hold exactly.

const ADMIT = `
  local now, breakAfter, probe = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
  local found = redis.call('HMGET', KEYS[1], 'goneAt', 'pausedUntil', 'failures', 'probeUntil')
  if found[1] then return 'gone' end
  local pausedUntil, probeUntil = tonumber(found[2] or 0), tonumber(found[4] or 0)
  if pausedUntil > now then return pausedUntil - now end
  if tonumber(found[3] or 0) < breakAfter then return 0 end
  if probeUntil > now then return math.min(probeUntil - now, ${PROBE_LOOK_MILLISECONDS}) end
  redis.call('HSET', KEYS[1], 'probeUntil', now + probe)
  return 0`;

const FORGET_FAILURES = `
  redis.call('HDEL', KEYS[1], 'failures', 'failingSince', 'pausedUntil', 'pauses', 'probeUntil')`;

const NOTE_SUCCESS = `
  local wasPaused = redis.call('HEXISTS', KEYS[1], 'pausedUntil')
  ${FORGET_FAILURES}
  redis.call('HSET', KEYS[1], 'lastSuccessAt', ARGV[1])
  return wasPaused`;

const NOTE_FAILURE = `
  local now, isGone, retryAfter = tonumber(ARGV[1]), ARGV[3] == '1', tonumber(ARGV[4])
  local breakAfter, goneAfter = tonumber(ARGV[5]), tonumber(ARGV[6])
  local known = redis.call('HMGET', KEYS[1], 'goneAt', 'failingSince', 'pausedUntil')
  redis.call('HSET', KEYS[1], 'lastFailureAt', ARGV[1], 'lastFailureReason', ARGV[2])
  if known[1] then return nil end
  local failures = redis.call('HINCRBY', KEYS[1], 'failures', 1)
  local failingSince = tonumber(known[2] or now)
  redis.call('HSET', KEYS[1], 'failingSince', failingSince)
  redis.call('HDEL', KEYS[1], 'probeUntil')
  if isGone or (failures >= breakAfter and now - failingSince >= goneAfter) then
    redis.call('HSET', KEYS[1], 'goneAt', now)
    return 'gone'
  end
  -- What was in flight when the pause began makes it no longer, but for what the endpoint asks for.
  local left = tonumber(known[3] or 0) - now
  local pause = retryAfter
  if left <= 0 and failures >= breakAfter then
    local pauses = redis.call('HINCRBY', KEYS[1], 'pauses', 1)
    pause = math.max(pause, tonumber(ARGV[6 + math.min(pauses, #ARGV - 6)]))
  end
  if pause <= math.max(left, 0) then return nil end
  redis.call('HSET', KEYS[1], 'pausedUntil', now + pause)
  return { pause, failures }`;

const RESET = `
  ${FORGET_FAILURES}
  redis.call('HDEL', KEYS[1], 'goneAt', 'lastFailureAt', 'lastFailureReason')`;
