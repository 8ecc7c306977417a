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
 * this one knows answers with Content-Length only, which all of ours have, and takes about a third of that.
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

/** How long the answer is that begins so; undefined while that cannot be said. */
function answerLength(received: string): number | undefined {
  const headersEnd = received.indexOf('\r\n\r\n');
  if (headersEnd < 0) return undefined;
  // Without the header the rest is taken for the answer; whoever checks that it is the right one finds out.
  const [, contentLength = 0] = /\r\ncontent-length: ?(\d+)/i.exec(received) ?? [];
  return headersEnd + 4 + Number(contentLength);
}
