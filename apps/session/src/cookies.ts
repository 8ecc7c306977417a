import { parse, serialize } from 'cookie';
import { STATE_SECONDS } from './state.js';
import type { Visit } from './visit.js';

/** What the browser is recognised by, as it came. */
export function sessionCookie(visit: Visit): string | undefined {
  return read(visit, sessionName(visit));
}

export function setSessionCookie(visit: Visit, value: string, maxAgeSeconds: number): void {
  set(visit, sessionName(visit), value, maxAgeSeconds);
}

export function clearSessionCookie(visit: Visit): void {
  set(visit, sessionName(visit), '', 0);
}

/** A random ID that binds `state` to this browser, for all accounts and as many tabs as there are. */
export function browserCookie(visit: Visit): string | undefined {
  const value = read(visit, BROWSER);
  return value !== undefined && /^[\w-]{22}$/.test(value) ? value : undefined;
}

export function setBrowserCookie(visit: Visit, value: string): void {
  set(visit, BROWSER, value, STATE_SECONDS);
}

const BROWSER = 'wechat-browser';

/** The account is part of the name, so that one may be a follower of several. */
function sessionName({ account }: Visit): string {
  return account.name === '' ? 'wechat-session' : `wechat-session-${account.name}`;
}

function read(visit: Visit, name: string): string | undefined {
  return parse(visit.request.headers.cookie ?? '')[fullName(visit, name)];
}

function set(visit: Visit, name: string, value: string, maxAge: number): void {
  const { reply } = visit;
  const attributes = { path: '/', httpOnly: true, secure: isSecure(visit), sameSite: 'lax', maxAge } as const;
  const cookie = serialize(fullName(visit, name), value, attributes);
  const set = [reply.getHeader('set-cookie') ?? []].flat().map(String);
  const others = set.filter(other => !other.startsWith(`${fullName(visit, name)}=`));
  // Fastify adds to this header, and the last word on a cookie is to be the only one.
  reply.removeHeader('set-cookie').header('set-cookie', [...others, cookie]);
}

/** `__Host-`: browsers take such a cookie by HTTPS from this very host alone, and from no neighbour of it. */
function fullName(visit: Visit, name: string): string {
  return isSecure(visit) ? `__Host-${name}` : name;
}

/** With http://, to try things out, browsers would keep no cookie that asks for more. */
function isSecure({ site }: Visit): boolean {
  return site.url.startsWith('https:');
}
