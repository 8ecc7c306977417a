import {
  closeQueues,
  enqueue,
  JOB_KINDS,
  type JobKind,
  type JobPush,
  MAX_PUSHES_A_JOB,
  noteReceptions,
  openQueues,
} from '@wechat-pipeline/jobs';
import type { PushOf } from '@wechat-pipeline/wechat-core';
import type { Redis } from 'ioredis';
import { groupCommit } from './group-commit.js';
import { createReceptionClock } from './reception-clock.js';

/** Takes pushes that are to be worked on later. */
export interface Intake {
  /** Resolves when Redis has the push's job. Throws {@link IntakeError} if that cannot be said. */
  accept(push: PushOf<JobKind>): Promise<void>;
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
  readonly onEnqueued?: (kind: JobKind, pushes: number, milliseconds: number) => void;
  readonly onError?: (error: Error) => void;
}

export function openIntake({ redis, prefix, appId, onEnqueued, onError = () => {} }: IntakeOptions): Intake {
  const queues = openQueues(redis, prefix, onError);
  const receptionTime = createReceptionClock();

  function commitsOf(kind: JobKind): (push: JobPush) => Promise<void> {
    return groupCommit(MAX_PUSHES_A_JOB, async pushes => {
      const begun = performance.now();
      // Both go to Redis at once, in this order: whoever takes the job finds the receptions noted.
      await Promise.all([noteReceptions(redis, prefix, pushes), enqueue(queues, kind, pushes)]);
      onEnqueued?.(kind, pushes.length, performance.now() - begun);
    });
  }
  const commits = new Map(JOB_KINDS.map(kind => [kind, commitsOf(kind)]));

  return {
    async accept(push) {
      try {
        await commits.get(push.kind)!({ ...push, appId, receivedAt: receptionTime(push.fromUserName) });
      } catch (cause) {
        throw new IntakeError(cause);
      }
    },
    close: () => closeQueues(queues),
  };
}
