import { once } from 'node:events';
import { connect } from 'node:net';

/** One HTTP/1.1 connection that is kept alive, with one request at a time on it. */
export interface Connection {
  /** @param request one character a byte */
  send(request: string): void;
  close(): void;
}

interface ConnectionOptions {
  readonly port: number;
  /** Gets status line, headers and body, one character a byte. */
  readonly onAnswer: (answer: string) => void;
  readonly onError: (error: Error) => void;
}

/**
 * Opens a connection for the load generator. A client for all purposes costs as much as the server that is measured;
 * this one knows no more of HTTP than answers need that come one at a time, and takes about a third of that.
 */
export async function openConnection({ port, onAnswer, onError }: ConnectionOptions): Promise<Connection> {
  let received = '';
  let isClosing = false;
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  socket.on('error', onError);
  socket.on('close', () => isClosing || onError(new Error('expected a connection that is kept alive, it was closed')));
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString('latin1');
    const length = answerLength(received);
    if (length === undefined || received.length < length) return;
    const answer = received;
    received = '';
    if (answer.length > length) onError(new Error('expected one answer to a request, got more'));
    else onAnswer(answer);
  });
  return {
    send: request => void socket.write(request, 'latin1'),
    close() {
      isClosing = true;
      socket.destroy();
    },
  };
}

/** The end of an answer in chunks; no text of ours holds it. */
const LAST_CHUNK = '\r\n0\r\n\r\n';

/** How long the answer is that begins so; undefined while that cannot be said. */
function answerLength(received: string): number | undefined {
  const headersEnd = received.indexOf('\r\n\r\n');
  if (headersEnd < 0) return undefined;
  const [, contentLength] = /\r\ncontent-length: ?(\d+)/i.exec(received) ?? [];
  if (contentLength !== undefined) return headersEnd + 4 + Number(contentLength);
  // With neither header the rest is taken for the answer; whoever checks that it is the right one finds out.
  if (!/\r\ntransfer-encoding: ?chunked\r\n/i.test(received)) return headersEnd + 4;
  const lastChunk = received.indexOf(LAST_CHUNK, headersEnd);
  return lastChunk < 0 ? undefined : lastChunk + LAST_CHUNK.length;
}
