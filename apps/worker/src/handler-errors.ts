import { RATE_LIMIT_ERROR } from 'bullmq';

/** It did not end in its time. */
export class HandlerTimeoutError extends Error {
  override readonly name = 'HandlerTimeoutError';

  constructor(kind: string, milliseconds: number) {
    super(
      `expected the handler of ${kind} to end within ${milliseconds / 1_000} s, it has not, and may still be running: have it stop when its signal aborts`,
    );
  }
}

/** The worker was told to stop before it had ended. */
export class HandlerStoppedError extends Error {
  override readonly name = 'HandlerStoppedError';

  constructor(kind: string) {
    super(`the handler of ${kind} was broken off because its worker stops: another one does it again`);
  }
}

/** It threw what is no error, or one that would mean something to BullMQ. */
export class HandlerFailedError extends Error {
  override readonly name = 'HandlerFailedError';

  constructor(kind: string, thrown: unknown) {
    super(`the handler of ${kind} failed: ${describe(thrown)}`, { cause: thrown });
  }
}

/** There is a push for a handler that there is not, perhaps any more. */
export class NoSuchHandlerError extends Error {
  override readonly name = 'NoSuchHandlerError';

  constructor(kind: string) {
    super(
      `expected a module ${kind}.js in HANDLERS_DIR, found none: put it back and start the worker anew, or remove its jobs; they wait`,
    );
  }
}

/** By these BullMQ is told what to do with a job; a job whose handler throws one by itself would be left lying about. */
const WORDS_OF_BULLMQ = ['DelayedError', 'WaitingError', 'WaitingChildrenError', 'UnrecoverableError'];

export function isToldAsItIs(thrown: unknown): thrown is Error {
  return thrown instanceof Error && !WORDS_OF_BULLMQ.includes(thrown.name) && thrown.message !== RATE_LIMIT_ERROR;
}

/** An object that was thrown may hold anything, an answer with its request for one. */
function describe(thrown: unknown): string {
  if (thrown instanceof Error) return `${thrown.name}: ${thrown.message}`;
  return typeof thrown === 'string' ? thrown : `it threw something of type ${typeof thrown}, expected an Error`;
}
