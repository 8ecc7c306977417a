import { setTimeout as pause } from 'node:timers/promises';
import { AccessTokenError, ApiUnavailableError } from '../errors.js';
import { type ApiGate, createApiGate } from './api-gate.js';
import type { ApiClient } from './client.js';
import type { Credentials } from './credentials.js';
import type { CachedToken, Fence, TokenCache } from './token-cache.js';

/** The account's access token, shared by all processes that share its cache. */
export interface AccessToken {
  /**
   * A token that is believed good.
   *
   * @throws AccessTokenError when there is none and another process that fetches one does not get it in time
   * @throws ApiError, ApiUnavailableError, ApiPausedError when there is none and it cannot be fetched
   */
  get(): Promise<string>;
  /** Tells that the platform refused this token; the next `get` brings another. */
  reject(token: string): Promise<void>;
}

export interface AccessTokenOptions extends Credentials {
  readonly client: ApiClient;
  readonly cache: TokenCache;
  /** The account's; with its quota or its secret refused, `stable_token` is left alone for a while, too. */
  readonly gate?: ApiGate;
  readonly onRefresh?: (result: 'refreshed' | 'forced' | 'failed') => void;
  readonly now?: () => number;
}

/** Longer than the client waits for connection, headers and body together, so that no second holder appears. */
const LOCK_MILLISECONDS = 25_000;
const AWAIT_MILLISECONDS = 15_000;
const POLL_MILLISECONDS = 50;
/** A refresh that failed although the old token still serves is tried again after this. */
const RETRY_MILLISECONDS = 10_000;

/**
 * `stable_token` hands out the same token until its last five minutes, and a new one after that, while the old one
 * goes on being valid: the time in which to change over.
 *
 * @see https://developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken.html
 */
const STABLE_TOKEN_PATH = '/cgi-bin/stable_token';
const OVERLAP_MILLISECONDS = 300_000;

export function createAccessToken(options: AccessTokenOptions): AccessToken {
  const { client, appId, appSecret, cache, onRefresh, now = Date.now, gate = createApiGate({ now }) } = options;
  let held: CachedToken | undefined;
  let underWay: Promise<string> | undefined;

  async function obtain(): Promise<string> {
    const deadline = now() + AWAIT_MILLISECONDS;
    for (;;) {
      const cached = await cache.read();
      if (cached && isFresh(cached, now())) return hold(cached);
      const fence = await cache.lock(LOCK_MILLISECONDS);
      if (fence !== undefined) return hold(await refresh(fence).finally(() => cache.unlock(fence)));
      if (cached && isGood(cached, now())) return cached.token;
      if (now() > deadline) {
        throw new AccessTokenError(
          'token_awaited',
          `expected another process to fetch an access token within ${AWAIT_MILLISECONDS / 1_000} s, got none`,
        );
      }
      await pause(POLL_MILLISECONDS);
    }
  }

  function hold(cached: CachedToken): string {
    held = cached;
    return cached.token;
  }

  async function refresh(fence: Fence): Promise<CachedToken> {
    // Somebody may have refreshed it between our look at it and our getting the lock.
    const old = await cache.read();
    if (old && isFresh(old, now())) return old;
    try {
      const next = await fetchNext(old);
      await cache.store(next, fence);
      return next;
    } catch (error) {
      onRefresh?.('failed');
      if (!old || !isGood(old, now())) throw error;
      return { ...old, refreshAt: Math.min(now() + RETRY_MILLISECONDS, old.expiresAt) };
    }
  }

  async function fetchNext(old: CachedToken | undefined): Promise<CachedToken> {
    const next = await fetchToken(false);
    if (!old?.rejected || next.token !== old.token) {
      onRefresh?.('refreshed');
      return next;
    }
    // The platform refuses this token and yet hands it out again: only force brings another.
    if (!(await cache.takeForcedRefresh())) {
      throw new AccessTokenError(
        'token_rejected',
        'the platform refuses the access token that it hands out, and force_refresh is used up for now (20 a day, 30 s apart)',
      );
    }
    const forced = await fetchToken(true);
    onRefresh?.('forced');
    return forced;
  }

  async function fetchToken(forceRefresh: boolean): Promise<CachedToken> {
    const body = { grant_type: 'client_credential', appid: appId, secret: appSecret, force_refresh: forceRefresh };
    const answer = await gate.through(STABLE_TOKEN_PATH, () => client.call(STABLE_TOKEN_PATH, { body }));
    const { access_token: token, expires_in: expiresIn } = answer;
    if (typeof token !== 'string' || token === '' || typeof expiresIn !== 'number' || !(expiresIn > 0)) {
      throw new ApiUnavailableError('api_unreadable', STABLE_TOKEN_PATH, 'expected access_token and expires_in');
    }
    const lifetime = expiresIn * 1_000;
    const overlap = Math.min(OVERLAP_MILLISECONDS, lifetime / 2);
    return { token, expiresAt: now() + lifetime, refreshAt: now() + lifetime - overlap };
  }

  return {
    async get() {
      if (held && isFresh(held, now())) return held.token;
      underWay ??= obtain().finally(() => {
        underWay = undefined;
      });
      return underWay;
    },
    async reject(token) {
      if (held?.token === token) held = undefined;
      await cache.reject(token);
    },
  };
}

function isGood(cached: CachedToken, now: number): boolean {
  return !cached.rejected && now < cached.expiresAt;
}

function isFresh(cached: CachedToken, now: number): boolean {
  return isGood(cached, now) && now < cached.refreshAt;
}
