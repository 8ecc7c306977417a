import { HandlerFailedError, HandlerStoppedError, HandlerTimeoutError, isToldAsItIs } from './handler-errors.js';

export interface RunOptions {
  readonly kind: string;
  /** Aborts when the worker is told to stop. */
  readonly stopping: AbortSignal;
  /** How long it may take; one minute, as the interface of handlers promises, by default. */
  readonly milliseconds?: number;
  /** How long it may still take when the worker is told to stop; well below the time after which the process is killed. */
  readonly graceMilliseconds?: number;
}

/**
 * Runs the owner’s code, and is done when that is, or should have been: nothing can stop it from outside.
 *
 * @throws HandlerTimeoutError, HandlerStoppedError, and whatever it throws
 */
export async function runHandler(
  handle: (signal: AbortSignal) => unknown,
  { kind, stopping, milliseconds = 60_000, graceMilliseconds = 10_000 }: RunOptions,
): Promise<void> {
  if (stopping.aborted) throw new HandlerStoppedError(kind);
  const ending = new AbortController();
  let giveUp: (error: Error) => void = () => {};
  const overdue = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  const timers: NodeJS.Timeout[] = [];
  function endAfter(time: number, error: Error): void {
    timers.push(
      setTimeout(() => {
        giveUp(error);
        ending.abort(error);
      }, time),
    );
  }
  function stop(): void {
    const error = new HandlerStoppedError(kind);
    endAfter(graceMilliseconds, error);
    ending.abort(error);
  }

  endAfter(milliseconds, new HandlerTimeoutError(kind, milliseconds));
  stopping.addEventListener('abort', stop);
  try {
    await Promise.race([overdue, begin(handle, ending.signal)]);
  } catch (thrown) {
    // Whoever breaks off because of the signal does as told.
    if (stopping.aborted) throw new HandlerStoppedError(kind);
    throw isToldAsItIs(thrown) ? thrown : new HandlerFailedError(kind, thrown);
  } finally {
    stopping.removeEventListener('abort', stop);
    for (const timer of timers) clearTimeout(timer);
  }
}

/** What it throws before its first `await`, it throws in the promise, too. */
async function begin(handle: (signal: AbortSignal) => unknown, signal: AbortSignal): Promise<void> {
  await handle(signal);
}
