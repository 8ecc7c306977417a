import { randomBytes } from 'node:crypto';
import { Refusal } from './errcode.js';

const CODE_MILLISECONDS = 300_000;
const TOKEN_MILLISECONDS = 7_200_000;
const REFRESH_TOKEN_MILLISECONDS = 30 * 86_400_000;

/** Who is at the phone, and what they let the account know. */
export interface Visit {
  openid: string;
  scope: string;
  isSnapshot: boolean;
}

export interface Grant extends Visit {
  accessToken: string;
  expiresAt: number;
  refreshToken: string;
  refreshableUntil: number;
}

/** The web authorizations of one account. */
export interface OAuth {
  /** The code that the browser takes back with it. */
  issueCode(visit: Visit): string;
  /** Throws 40029 for no code of this account, 42003 for one of more than five minutes, 40163 for one that was used. */
  exchange(code: string): Grant;
  /** The same access token for two more hours, or a new one. Throws 40030 or 42002. */
  refresh(refreshToken: string): Grant;
  has(accessToken: string): boolean;
  /** Throws 40001, 42001, and 40003 if it is somebody else's. */
  check(accessToken: string, openid: string): Grant;
  reset(): void;
}

export function createOAuth(now: () => number): OAuth {
  const codes = new Map<string, Visit & { expiresAt: number; isUsed: boolean }>();
  const grants = new Map<string, Grant>();
  const byRefreshToken = new Map<string, Grant>();
  const newToken = () => `92_${randomBytes(60).toString('base64url')}`;

  function issue(grant: Grant): Grant {
    grants.set(grant.accessToken, grant);
    byRefreshToken.set(grant.refreshToken, grant);
    return grant;
  }

  return {
    issueCode(visit) {
      const code = randomBytes(24).toString('base64url');
      codes.set(code, { ...visit, expiresAt: now() + CODE_MILLISECONDS, isUsed: false });
      return code;
    },
    exchange(code) {
      const issued = codes.get(code);
      if (!issued) throw new Refusal(40029);
      if (issued.isUsed) throw new Refusal(40163);
      if (now() >= issued.expiresAt) throw new Refusal(42003);
      issued.isUsed = true;
      const { openid, scope, isSnapshot } = issued;
      return issue({
        openid,
        scope,
        isSnapshot,
        accessToken: newToken(),
        expiresAt: now() + TOKEN_MILLISECONDS,
        refreshToken: newToken(),
        refreshableUntil: now() + REFRESH_TOKEN_MILLISECONDS,
      });
    },
    refresh(refreshToken) {
      const grant = byRefreshToken.get(refreshToken);
      if (!grant) throw new Refusal(40030);
      if (now() >= grant.refreshableUntil) throw new Refusal(42002);
      const accessToken = now() < grant.expiresAt ? grant.accessToken : newToken();
      return issue({ ...grant, accessToken, expiresAt: now() + TOKEN_MILLISECONDS });
    },
    has: accessToken => grants.has(accessToken),
    check(accessToken, openid) {
      const grant = grants.get(accessToken);
      if (!grant) throw new Refusal(40001);
      if (now() >= grant.expiresAt) throw new Refusal(42001);
      if (grant.openid !== openid) throw new Refusal(40003);
      return grant;
    },
    reset() {
      codes.clear();
      grants.clear();
      byRefreshToken.clear();
    },
  };
}
