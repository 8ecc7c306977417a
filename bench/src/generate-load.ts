import { setTimeout as delay } from 'node:timers/promises';
import { type Connection, openConnection } from './connection.js';

/** One push to send, and what is to come back. */
export interface Request {
  /** One character a byte. */
  readonly bytes: string;
  isAnsweredBy(answer: string): boolean;
}

export interface LoadOptions {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  /** Makes the next push. */
  readonly next: () => Request;
  /**
   * Whether to poll for answers instead of waiting for them. To send to a process that sleeps, a server has to wake
   * its core up, which on a virtual machine costs it as much as a bare request, and the more the slower it is: a fast
   * one never finds us asleep. Only where nothing else needs this core.
   */
  readonly neverSleeps: boolean;
}

export interface Load {
  readonly answers: number;
  readonly seconds: number;
}

const LAST_ANSWERS_MILLISECONDS = 10_000;

/**
 * Keeps so many connections busy for so long: each sends its next request when it has the answer to its last.
 * Throws at the first answer that is not right.
 */
export async function generateLoad({ url, connections, seconds, next, neverSleeps }: LoadOptions): Promise<Load> {
  const port = Number(new URL(url).port);
  const open: Connection[] = [];
  let isOver = false;
  let answers = 0;
  let busy = 0;
  let finish: (error?: Error) => void = () => {};
  const finished = new Promise<Error | undefined>(resolve => {
    finish = resolve;
  });

  async function openBusy(): Promise<() => void> {
    let request: Request;
    const connection = await openConnection({
      port,
      onError: finish,
      onAnswer(answer) {
        if (!request.isAnsweredBy(answer)) return finish(wrongAnswer(request, answer));
        answers += 1;
        if (!isOver) return send();
        busy -= 1;
        if (busy === 0) finish();
      },
    });
    open.push(connection);
    function send(): void {
      request = next();
      connection.send(request.bytes);
    }
    return send;
  }

  function poll(): void {
    if (!isOver) setImmediate(poll);
  }

  try {
    const starts: (() => void)[] = [];
    while (starts.length < connections) starts.push(await openBusy());
    const begun = performance.now();
    busy = connections;
    for (const start of starts) start();
    if (neverSleeps) poll();
    await Promise.race([delay(seconds * 1_000), finished]);
    isOver = true;
    const lastAnswers = delay(LAST_ANSWERS_MILLISECONDS, new Error('expected all answers, some never came'), {
      ref: false,
    });
    const error = await Promise.race([finished, lastAnswers]);
    if (error) throw error;
    return { answers, seconds: (performance.now() - begun) / 1_000 };
  } finally {
    isOver = true;
    for (const connection of open) connection.close();
  }
}

export function wrongAnswer({ bytes }: Request, answer: string): Error {
  const [asked, got] = [bytes, answer].map(text => Buffer.from(text, 'latin1').toString());
  return new Error(`expected another answer to\n${asked}\nthan\n${got}`);
}
