import { connect } from 'node:net';

const ANSWER_LIMIT_MS = 1_000;

/**
 * Sends commands to a Redis and returns its raw answers; empty when nobody answers. No client library: this package
 * starts servers and is not to depend on a version of what speaks to them.
 */
export function askRedis(port: number, commands: readonly string[]): Promise<string> {
  return new Promise(resolve => {
    let answers = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(`${[...commands, 'QUIT'].join('\r\n')}\r\n`));
    socket.setTimeout(ANSWER_LIMIT_MS, () => socket.destroy());
    socket.setEncoding('utf8').on('data', (text: string) => {
      answers += text;
    });
    socket.on('error', () => {}); // 'close' follows
    socket.on('close', () => resolve(answers));
  });
}
