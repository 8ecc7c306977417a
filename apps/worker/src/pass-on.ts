import { addOnce, type ReceivedPush } from '@wechat-pipeline/jobs';
import type { Push } from '@wechat-pipeline/wechat-core';
import type { Queue } from 'bullmq';

/** Business logic of the owner's, and the queue in which pushes wait for it. */
export interface Destination {
  readonly queue: Queue<ReceivedPush>;
  wants(push: Push): boolean;
}

/** Those of an account, given its AppID. */
export type Destinations = (appId: string) => readonly Destination[];

/** Nobody waits for a push that was handed on for somebody. */
export class NobodyWaitsError extends Error {
  override readonly name = 'NobodyWaitsError';

  constructor({ push }: ReceivedPush) {
    super(
      `expected a handler or a webhook for ${push.kind}, as the ingress has, found none: have ingress and workers the same HANDLERS_DIR and ACCOUNT_FILE?`,
    );
  }
}

/**
 * Puts pushes into the queues of all who wait for them; once, however often this is done.
 *
 * @throws DependencyAwayError
 */
export async function passOn(pushes: readonly ReceivedPush[], destinations: readonly Destination[]): Promise<void> {
  for (const { queue, wants } of destinations) {
    const wanted = pushes.filter(({ push }) => wants(push));
    if (wanted.length > 0) await addOnce(queue, wanted);
  }
}
