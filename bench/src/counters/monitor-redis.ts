import { once } from 'node:events';
import { connect } from 'node:net';

/** A command as Redis carries it out, whoever it comes from. */
export interface SeenCommand {
  readonly args: readonly string[];
  /** An address, or `lua` where a script issues it. */
  readonly source: string;
}

/**
 * Has Redis tell of each command that it carries out. ioredis can do that, too, but loses its way where the first command
 * comes in one packet with the answer to MONITOR.
 *
 * @returns closes the connection
 */
export async function monitorRedis(url: string, onCommand: (seen: SeenCommand) => void): Promise<() => void> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  let received = '';
  const begun = new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.setEncoding('utf8').on('data', (text: string) => {
      const lines = (received + text).split('\r\n');
      received = lines.pop() ?? '';
      for (const line of lines) {
        if (line === '+OK') resolve();
        const seen = readMonitorLine(line);
        if (seen) onCommand(seen);
      }
    });
  });
  socket.write('MONITOR\r\n');
  await begun;
  return () => socket.destroy();
}

/** Reads `+1795572172.123456 [0 127.0.0.1:59100] "get" "key"`; undefined: it is something else. */
export function readMonitorLine(line: string): SeenCommand | undefined {
  const [, source, quoted] = /^\+[\d.]+ \[\d+ ([^\]]+)\] (.*)$/.exec(line) ?? [];
  if (source === undefined || quoted === undefined) return undefined;
  const args = [...quoted.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, arg]) => arg!.replaceAll(/\\(["\\])/g, '$1'));
  return { args, source };
}
