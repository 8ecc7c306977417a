import type { Follower } from '@wechat-pipeline/follower-store';
import { clearSessionCookie, sessionCookie, setSessionCookie } from './cookies.js';
import { followingOf } from './following.js';
import type { Identity, OpenedIdentity } from './identity.js';
import type { Visit } from './visit.js';

/** Who is there, as far as the cookie and the profile tell. */
export type Recognition =
  /** They follow, as they did when the cookie was issued. */
  | ({ readonly kind: 'follower'; readonly follower: Follower } & OpenedIdentity)
  /** They did not follow when the cookie was issued, and do now. */
  | { readonly kind: 'newcomer'; readonly follower: Follower }
  /** They did not, and do not. */
  | { readonly kind: 'visitor' }
  | { readonly kind: 'nobody' };

/** Who did not follow is remembered as long as it takes to do so. */
const VISITOR_SECONDS = 600;

/**
 * Compares the cookie with what is known of its OpenID in this moment. Of one whom it does not hold good for any more,
 * because they have left, or have left and come back, it is cleared.
 */
export async function recognise(visit: Visit): Promise<Recognition> {
  const cookie = sessionCookie(visit);
  if (cookie === undefined) return { kind: 'nobody' };
  const opened = await visit.account.identities.open(cookie, visit.site.now());
  if (opened) {
    const { openid, following } = opened.identity;
    const follower = await visit.site.profiles.findFollower(visit.account.appId, openid);
    visit.site.log.debug({ openid, isFollower: follower !== undefined }, 'recognised');
    if (following === undefined) return follower ? { kind: 'newcomer', follower } : { kind: 'visitor' };
    if (follower && followingOf(follower) === following) return { kind: 'follower', follower, ...opened };
  }
  clearSessionCookie(visit);
  return { kind: 'nobody' };
}

/** From now on this browser is that follower’s. */
export async function beginSession(visit: Visit, follower: Follower): Promise<void> {
  const { openid } = follower;
  await keepIdentity(visit, {
    openid,
    following: followingOf(follower),
    ...lifetime(visit, visit.site.sessionSeconds),
  });
}

/** This browser is theirs, who do not follow yet: when they do, they need not be asked for again. */
export async function rememberVisitor(visit: Visit, openid: string): Promise<void> {
  await keepIdentity(visit, { openid, ...lifetime(visit, VISITOR_SECONDS) });
}

/** Seals it by the newest key; it lives no longer for that. */
export async function keepIdentity(visit: Visit, identity: Identity): Promise<void> {
  const sealed = await visit.account.identities.seal(identity);
  setSessionCookie(visit, sealed, identity.expiresAt - Math.floor(visit.site.now() / 1_000));
}

function lifetime({ site }: Visit, seconds: number): Pick<Identity, 'issuedAt' | 'expiresAt'> {
  const issuedAt = Math.floor(site.now() / 1_000);
  return { issuedAt, expiresAt: issuedAt + seconds };
}
