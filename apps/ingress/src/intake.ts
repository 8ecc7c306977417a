import {
  type Correction,
  closeQueues,
  enqueue,
  type JobKind,
  jobPush,
  MAX_PUSHES_A_JOB,
  openForwardQueues,
  openQueues,
  openReceptionNotes,
  type PushForJob,
  type ReceivedPush,
  type Reception,
} from '@wechat-pipeline/jobs';
import { type GroupCommit, groupCommit } from '@wechat-pipeline/service';
import { type Delivery, nonceReused, nonceSeconds, type Push } from '@wechat-pipeline/wechat-core/push';
import type { Redis } from 'ioredis';
import { createReceptionClock } from './reception-clock.js';

/** Takes pushes that are to be worked on later. */
export interface Intake {
  /**
   * Resolves when Redis has the push's job.
   *
   * @throws IntakeError if that cannot be said
   * @throws UnverifiedPushError if any ingress of the account has seen the nonce with another body
   */
  accept(job: IntakeJob): Promise<void>;
  /** Ends after what was accepted; call it when nothing is accepted any more. */
  close(): Promise<void>;
}

/** A push that is to become a job of that kind. */
export type IntakeJob = PushInQueue & {
  /** The account's. */
  readonly appId: string;
  readonly delivery: Delivery;
};

/** A push, and the queue that it goes into. */
export type PushInQueue =
  | { readonly kind: JobKind; readonly push: PushForJob }
  | { readonly kind: 'forward'; readonly push: Push };
type Kind = PushInQueue['kind'];

/** Redis did not confirm the job in time. It may have it all the same: a redelivery has no second effect. */
export class IntakeError extends Error {
  override readonly name = 'IntakeError';

  constructor(cause: unknown) {
    super('expected Redis to take the job, got an error or no answer', { cause });
  }
}

export interface IntakeOptions {
  /** Fails fast: its `commandTimeout` bounds how long {@link Intake.accept} takes. */
  readonly redis: Redis;
  readonly prefix: string;
  readonly timestampToleranceSeconds: number;
  readonly onEnqueued?: (kind: Kind, pushes: number, milliseconds: number) => void;
  readonly onError?: (error: Error) => void;
}

export function openIntake(options: IntakeOptions): Intake {
  const { redis, prefix, timestampToleranceSeconds, onEnqueued, onError = () => {} } = options;
  const queues = openQueues(redis, prefix, onError);
  const forwardQueues = openForwardQueues(redis, prefix, onError);
  const receptionTime = createReceptionClock();
  const noteReceptions = openReceptionNotes({
    redis,
    prefix,
    nonceSeconds: nonceSeconds(timestampToleranceSeconds),
  });

  async function put(kind: Kind, pushes: readonly ReceivedPush[]): Promise<void> {
    if (kind === 'forward') await forwardQueues.forward.add(kind, { pushes });
    // Sound: of a job's kind nothing else is accepted.
    else await enqueue(queues, kind, (pushes as readonly ReceivedPush<PushForJob>[]).map(jobPush));
  }

  /** Commits receptions, and tells of each whether it was taken. */
  function commitsOf(kind: Kind, appId: string): GroupCommit<Reception, boolean> {
    return groupCommit({ most: MAX_PUSHES_A_JOB, onFailure: () => 'all' }, async receptions => {
      const begun = performance.now();
      try {
        const corrections = await noteReceptions(appId, receptions);
        const pushes = withCorrections(receptions, corrections);
        if (pushes.length > 0) await put(kind, pushes);
        onEnqueued?.(kind, pushes.length, performance.now() - begun);
        return receptions.map((_, index) => corrections.get(index) !== 'replay');
      } catch (cause) {
        throw new IntakeError(cause);
      }
    });
  }

  // A job is of one account, so that one account's trouble is not another's.
  const commits = new Map<string, Map<Kind, GroupCommit<Reception, boolean>>>();

  function commit(kind: Kind, reception: Reception): Promise<readonly boolean[]> {
    let ofAccount = commits.get(reception.appId);
    if (ofAccount === undefined) {
      ofAccount = new Map();
      commits.set(reception.appId, ofAccount);
    }
    let accept = ofAccount.get(kind);
    if (accept === undefined) {
      accept = commitsOf(kind, reception.appId);
      ofAccount.set(kind, accept);
    }
    return accept([reception]);
  }

  return {
    // Not an async function: whoever waits for it anyway needs no second promise.
    accept: ({ kind, appId, push, delivery }) =>
      commit(kind, { appId, receivedAt: receptionTime(push.fromUserName), push, delivery }).then(([isTaken]) => {
        if (!isTaken) throw nonceReused();
      }),
    close: () => closeQueues({ ...queues, ...forwardQueues }),
  };
}

/** The pushes that were received, without replays, and with the time at which each was received first. */
function withCorrections(
  receptions: readonly Reception[],
  corrections: ReadonlyMap<number, Correction>,
): readonly ReceivedPush[] {
  const pushes: ReceivedPush[] = [];
  for (const [index, { appId, receivedAt, push }] of receptions.entries()) {
    const first = corrections.get(index) ?? receivedAt;
    if (first !== 'replay') pushes.push({ appId, receivedAt: first, push });
  }
  return pushes;
}
