import {
  closeQueues,
  enqueue,
  JOB_KINDS,
  type JobKind,
  MAX_PUSHES_A_JOB,
  noteReceptions,
  openQueues,
  type Reception,
} from '@wechat-pipeline/jobs';
import { type Delivery, nonceReused, nonceSeconds, type PushOf } from '@wechat-pipeline/wechat-core';
import type { Redis } from 'ioredis';
import { groupCommit } from './group-commit.js';
import { createReceptionClock } from './reception-clock.js';

/** Takes pushes that are to be worked on later. */
export interface Intake {
  /**
   * Resolves when Redis has the push's job.
   *
   * @throws IntakeError if that cannot be said
   * @throws UnverifiedPushError if any ingress of the account has seen the nonce with another body
   */
  accept(push: PushOf<JobKind>, delivery: Delivery): Promise<void>;
  /** Ends after what was accepted; call it when nothing is accepted any more. */
  close(): Promise<void>;
}

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
  readonly appId: string;
  readonly timestampToleranceSeconds: number;
  readonly onEnqueued?: (kind: JobKind, pushes: number, milliseconds: number) => void;
  readonly onError?: (error: Error) => void;
}

export function openIntake(options: IntakeOptions): Intake {
  const { redis, prefix, appId, timestampToleranceSeconds, onEnqueued, onError = () => {} } = options;
  const queues = openQueues(redis, prefix, onError);
  const receptionTime = createReceptionClock();
  const remembered = nonceSeconds(timestampToleranceSeconds);

  /** Commits receptions, and tells of each whether it was taken. */
  function commitsOf(kind: JobKind): (reception: Reception) => Promise<boolean> {
    return groupCommit(MAX_PUSHES_A_JOB, async receptions => {
      const begun = performance.now();
      // In this order: whoever takes the job finds the receptions noted.
      const replayed = await noteReceptions(redis, prefix, receptions, remembered);
      const pushes = receptions.filter(reception => !replayed.has(reception)).map(({ push }) => push);
      if (pushes.length > 0) await enqueue(queues, kind, pushes);
      onEnqueued?.(kind, pushes.length, performance.now() - begun);
      return receptions.map(reception => !replayed.has(reception));
    });
  }
  const commits = new Map(JOB_KINDS.map(kind => [kind, commitsOf(kind)]));

  async function commit(reception: Reception): Promise<boolean> {
    try {
      return await commits.get(reception.push.kind)!(reception);
    } catch (cause) {
      throw new IntakeError(cause);
    }
  }

  return {
    async accept(push, delivery) {
      const receivedAt = receptionTime(push.fromUserName);
      if (!(await commit({ push: { ...push, appId, receivedAt }, delivery }))) throw nonceReused();
    },
    close: () => closeQueues(queues),
  };
}
