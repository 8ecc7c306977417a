import { once } from 'node:events';
import { type Connection, openConnection } from './connection.js';
import type { Request } from './generate-load.js';

/** Connections that send as much as they are allowed to, one request at a time each. */
export interface BoundedLoad {
  /** How many have been sent so far. */
  readonly sent: number;
  /** From now on up to so many may have been sent in all; connections that have nothing to do wait for more. */
  allow(most: number): void;
  /** Resolves when all that is allowed has been sent and answered. Rejects at the first answer that is not right. */
  settled(): Promise<void>;
  /** Throws what {@link settled} rejects with. */
  assertWell(): void;
  close(): void;
}

interface BoundedLoadOptions {
  readonly url: string;
  readonly connections: number;
  /** Makes the next push. */
  readonly next: () => Request;
}

const LAST_ANSWERS_MILLISECONDS = 10_000;

/** Opens connections that send nothing yet. What bounds them is up to the caller, such as what becomes of the pushes. */
export async function openBoundedLoad({ url, connections, next }: BoundedLoadOptions): Promise<BoundedLoad> {
  const port = Number(new URL(url).port);
  const events = new EventTarget();
  const open: Connection[] = [];
  const idle: (() => void)[] = [];
  let allowed = 0;
  let sent = 0;
  let failure: Error | undefined;

  function fail(error: Error): void {
    failure ??= error;
    events.dispatchEvent(new Event('change'));
  }
  function assertWell(): void {
    if (failure) throw failure;
  }
  const isSettled = () => sent >= allowed && idle.length === open.length;

  async function openIdle(): Promise<void> {
    let request: Request;
    const connection = await openConnection({
      port,
      onError: fail,
      onAnswer(answer) {
        if (!request.isAnsweredBy(answer)) return fail(wrongAnswer(request, answer));
        if (sent < allowed) return send();
        idle.push(send);
        if (isSettled()) events.dispatchEvent(new Event('change'));
      },
    });
    function send(): void {
      sent += 1;
      request = next();
      connection.send(request.bytes);
    }
    open.push(connection);
    idle.push(send);
  }

  while (open.length < connections) await openIdle();
  return {
    get sent() {
      return sent;
    },
    allow(most) {
      allowed = most;
      while (sent < allowed && idle.length > 0) idle.pop()?.();
    },
    async settled() {
      const signal = AbortSignal.timeout(LAST_ANSWERS_MILLISECONDS);
      while (!failure && !isSettled()) {
        await once(events, 'change', { signal }).catch(cause => {
          throw new Error('expected all answers, some never came', { cause });
        });
      }
      assertWell();
    },
    assertWell,
    close() {
      for (const connection of open) connection.close();
    },
  };
}

function wrongAnswer({ bytes }: Request, answer: string): Error {
  const [asked, got] = [bytes, answer].map(text => Buffer.from(text, 'latin1').toString());
  return new Error(`expected another answer to\n${asked}\nthan\n${got}`);
}
