import { randomBytes } from 'node:crypto';
import { day } from './day.js';
import { Refusal } from './errcode.js';

const LIFETIME_MILLISECONDS = 7_200_000;
/** For so long a replaced token stays valid, and so early a stable token is replaced. */
const OVERLAP_MILLISECONDS = 300_000;
const FORCED_REFRESHES_A_DAY = 20;
const FORCED_REFRESH_INTERVAL_MILLISECONDS = 30_000;
/** What a token looks like; anything else is 40014 at once, without being looked up. */
const TOKEN = /^\d+_[\w-]{32,500}$/;

interface AccessToken {
  token: string;
  /** From here on 42001. */
  expiresAt: number;
  /** From here on 40001: replaced, refreshed by force or revoked. */
  invalidAt: number;
}

export interface IssuedToken {
  access_token: string;
  expires_in: number;
}

export interface StableToken extends IssuedToken {
  isNew: boolean;
  isForced: boolean;
}

/** The access tokens of one account. Those of `token` and of `stable_token` do not invalidate each other. */
export interface AccessTokens {
  /** `token`: a new one each time; the previous stays valid for five minutes. */
  issue(): IssuedToken;
  /** `stable_token`: the same one until its last five minutes; a forced refresh has a new one, and the old is invalid at once. */
  issueStable(force: boolean): StableToken;
  has(token: string): boolean;
  /** Throws 40001 or 42001. */
  check(token: string): void;
  /** `stuck`: stable_token keeps answering the dead token until it is refreshed by force. */
  revoke(stuck: boolean): void;
  expire(): void;
  reset(): void;
}

export function looksLikeToken(token: string): boolean {
  return TOKEN.test(token);
}

export function createAccessTokens(now: () => number): AccessTokens {
  const issued = new Map<string, AccessToken>();
  let current: AccessToken | undefined;
  let stable: AccessToken | undefined;
  let forced = { at: Number.NEGATIVE_INFINITY, day: '', count: 0 };

  function create(): AccessToken {
    const token = `92_${randomBytes(100).toString('base64url')}`;
    const accessToken = { token, expiresAt: now() + LIFETIME_MILLISECONDS, invalidAt: Number.POSITIVE_INFINITY };
    issued.set(token, accessToken);
    return accessToken;
  }

  const write = ({ token, expiresAt }: AccessToken): IssuedToken => ({
    access_token: token,
    expires_in: Math.floor((expiresAt - now()) / 1_000),
  });

  /** Twenty a day and thirty seconds apart; more is no error: the same token is answered. */
  function mayForce(): boolean {
    const today = day(now());
    if (forced.day !== today) forced = { ...forced, day: today, count: 0 };
    return forced.count < FORCED_REFRESHES_A_DAY && now() - forced.at >= FORCED_REFRESH_INTERVAL_MILLISECONDS;
  }

  return {
    issue() {
      if (current) current.invalidAt = Math.min(current.invalidAt, now() + OVERLAP_MILLISECONDS);
      current = create();
      return write(current);
    },
    issueStable(force) {
      if (force && mayForce()) {
        forced = { ...forced, at: now(), count: forced.count + 1 };
        if (stable) stable.invalidAt = now();
        stable = create();
        return { ...write(stable), isNew: true, isForced: true };
      }
      const isNew = stable === undefined || stable.expiresAt - now() <= OVERLAP_MILLISECONDS;
      // The one in its last five minutes is left alone: old and new are both valid until it expires.
      stable = stable === undefined || isNew ? create() : stable;
      return { ...write(stable), isNew, isForced: false };
    },
    has: token => issued.has(token),
    check(token) {
      const accessToken = issued.get(token);
      if (!accessToken) throw new Refusal(40001);
      const { expiresAt, invalidAt } = accessToken;
      if (now() >= Math.min(expiresAt, invalidAt)) throw new Refusal(expiresAt <= invalidAt ? 42001 : 40001);
    },
    revoke(stuck) {
      for (const accessToken of issued.values()) accessToken.invalidAt = Math.min(accessToken.invalidAt, now());
      if (!stuck) stable = undefined;
    },
    expire() {
      for (const accessToken of issued.values()) accessToken.expiresAt = Math.min(accessToken.expiresAt, now());
    },
    reset() {
      issued.clear();
      current = undefined;
      stable = undefined;
      forced = { at: Number.NEGATIVE_INFINITY, day: '', count: 0 };
    },
  };
}
