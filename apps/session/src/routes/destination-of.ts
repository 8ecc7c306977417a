import { parseDestination } from '../destination.js';
import { isOwnEndpoint } from '../own-endpoint.js';
import type { Visit } from '../visit.js';

/** Where a visit leads on to, or undefined if nobody is sent there. */
export function destinationOf({ site, account, request }: Visit): string | undefined {
  const { to } = request.query as { readonly to?: unknown };
  return parseDestination(to, {
    origin: new URL(site.url).origin,
    allowed: account.allowed,
    isOwn: url => isOwnEndpoint(site, url),
  });
}

export function goOn({ request, reply }: Visit, to: string): Visit['reply'] {
  request.outcome = 'follower';
  return reply.redirect(to, 302);
}
