import { type Connection, openConnection } from './connection.js';
import { type Request, wrongAnswer } from './generate-load.js';

export interface OpenLoopOptions {
  readonly url: string;
  /** When to send, in milliseconds from the beginning. */
  readonly schedule: readonly number[];
  /** Makes the push that is due next. */
  readonly next: () => Request;
  /** Hears of each push when it is sent; `begun` is the schedule's zero, by `performance.now()`. */
  readonly onSent?: (index: number, begun: number) => void;
}

export interface OpenLoop {
  /** `performance.now()` of the schedule's zero. */
  readonly begun: number;
  /** When each was answered, in milliseconds from the beginning. */
  readonly answered: readonly number[];
  /** How long after it was due each was seen to be due: what the generator itself adds. */
  readonly late: readonly number[];
}

/** More than are ever busy at once, unless the server cannot keep up: then pushes wait, which is part of their latency. */
const CONNECTIONS = 256;

/**
 * Between two looks at clock and sockets. Sleeping in `setTimeout` would be late by a millisecond, polling would take the core from
 * Redis; with naps it is about a fifth of a millisecond for a twentieth of the core. And nobody has to be woken up by the server.
 */
const NAP_MILLISECONDS = 0.1;
const LAST_ANSWERS_MILLISECONDS = 30_000;

/**
 * Sends by a schedule, whatever becomes of what was sent before: a server that stops for a moment makes all that was due meanwhile
 * late, as it would be for WeChat. (Who sends the next when the last is answered leaves those out.) Resolves when all is answered;
 * throws at the first answer that is not right.
 */
export async function runOpenLoop({ url, schedule, next, onSent }: OpenLoopOptions): Promise<OpenLoop> {
  const port = Number(new URL(url).port);
  const open: Connection[] = [];
  /** They take turns: of one that sends nothing for five seconds a server that defends itself thinks the worst. */
  const idle: ((index: number) => void)[] = [];
  const answered: number[] = [];
  const late: number[] = [];
  let [due, sent, answers] = [0, 0, 0];
  let begun = 0;
  let failure: Error | undefined;

  async function openIdle(): Promise<void> {
    let [request, sentIndex]: [Request | undefined, number] = [undefined, 0];
    const connection = await openConnection({
      port,
      onError: error => {
        failure ??= error;
      },
      onAnswer(answer) {
        if (!request!.isAnsweredBy(answer)) failure ??= wrongAnswer(request!, answer);
        answered[sentIndex] = performance.now() - begun;
        answers += 1;
        idle.push(send);
      },
    });
    function send(index: number): void {
      [request, sentIndex] = [next(), index];
      connection.send(request.bytes);
      onSent?.(index, begun);
    }
    open.push(connection);
    idle.push(send);
  }

  function turn(): void {
    const now = performance.now() - begun;
    for (; due < schedule.length && schedule[due]! <= now; due += 1) late.push(now - schedule[due]!);
    for (; sent < due && idle.length > 0; sent += 1) idle.shift()!(sent);
  }

  try {
    while (open.length < CONNECTIONS) await openIdle();
    begun = performance.now();
    const end = (schedule.at(-1) ?? 0) + LAST_ANSWERS_MILLISECONDS;
    while (answers < schedule.length) {
      if (failure) throw failure;
      turn();
      const now = performance.now() - begun;
      if (now > end) throw new Error(`expected ${schedule.length} answers, ${schedule.length - answers} never came`);
      nap((schedule[due] ?? Number.POSITIVE_INFINITY) - now);
      await new Promise(resolve => setImmediate(resolve));
    }
    if (failure) throw failure;
    return { begun, answered, late };
  } finally {
    for (const connection of open) connection.close();
  }
}

const NOBODY_WAKES_US = new Int32Array(new SharedArrayBuffer(4));

function nap(most: number): void {
  if (most > 0) Atomics.wait(NOBODY_WAKES_US, 0, 0, Math.min(most, NAP_MILLISECONDS));
}
