import type { Push } from '@wechat-pipeline/wechat-core';
import type { JobKind, JobPush, PushForJob } from './kinds.js';

/** A push as an ingress has received it. It stands apart from whose it is, since some kinds have an `appId` of their own. */
export interface ReceivedPush<P extends Push = Push> {
  /** The account's. */
  readonly appId: string;
  /** When the ingress received it, in milliseconds since the epoch; no two pushes of a follower share it. */
  readonly receivedAt: number;
  readonly push: P;
}

/** The push as it waits in a job of our own. */
export function jobPush<K extends JobKind>({ push, appId, receivedAt }: ReceivedPush<PushForJob<K>>): JobPush<K> {
  // Spread, it would take seven times as long: pushes have many shapes.
  return Object.assign({}, push, { appId, receivedAt });
}

/** What {@link jobPush} was made of. */
export function receivedPush({ appId, receivedAt, ...push }: JobPush): ReceivedPush<PushForJob> {
  return { appId, receivedAt, push };
}
