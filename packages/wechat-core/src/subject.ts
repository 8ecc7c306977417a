import { KINDS } from './kinds/index.js';
import type { Kind } from './kinds/kind.js';
import type { Push } from './push.js';

/**
 * The OpenID of the follower whom a push is about: who sent it, or, where the platform itself is the sender, whom it
 * names. Empty if it names nobody.
 */
export function subjectOf(push: Push): string {
  if (push.kind === 'unknown') return push.fromUserName;
  const { subject }: Kind = KINDS[push.kind];
  if (subject === undefined) return push.fromUserName;
  const { [subject]: named }: Readonly<Record<string, unknown>> = { ...push };
  return typeof named === 'string' ? named : '';
}
