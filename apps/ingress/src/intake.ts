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
import { type Delivery, nonceReused, nonceSeconds, type Push } from '@wechat-pipeline/wechat-core/push';
import type { Redis } from 'ioredis';
import { type Done, groupCommit } from './group-commit.js';
import { createReceptionClock } from './reception-clock.js';

/** Takes pushes that are to be worked on later. */
export interface Intake {
  /**
   * Calls `done` when Redis has the push's job, with an error if not: an {@link IntakeError} if that cannot be said, an
   * UnverifiedPushError if any ingress of the account has seen the nonce with another body. `done` must not throw.
   */
  accept(job: IntakeJob, done: (error?: unknown) => void): void;
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

/** Is told whether it was taken: it is not a replay. */
type Commit = (reception: Reception, done: Done<boolean>) => void;

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
  function commitsOf(kind: Kind, appId: string): Commit {
    return groupCommit(MAX_PUSHES_A_JOB, async receptions => {
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
  const commits = new Map<string, Map<Kind, Commit>>();

  function commitOf(kind: Kind, appId: string): Commit {
    let ofAccount = commits.get(appId);
    if (ofAccount === undefined) {
      ofAccount = new Map();
      commits.set(appId, ofAccount);
    }
    let commit = ofAccount.get(kind);
    if (commit === undefined) {
      commit = commitsOf(kind, appId);
      ofAccount.set(kind, commit);
    }
    return commit;
  }

  return {
    accept({ kind, appId, push, delivery }, done) {
      const reception = { appId, receivedAt: receptionTime(push.fromUserName), push, delivery };
      commitOf(kind, appId)(reception, (error, isTaken) => done(error ?? (isTaken ? undefined : nonceReused())));
    },
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
