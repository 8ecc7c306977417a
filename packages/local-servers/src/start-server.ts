import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './free-port.js';
import type { ServerKind } from './server-kind.js';
import { tryStart } from './try-start.js';

/** A server that runs on this machine until it is stopped, or until this process ends. */
export interface LocalServer {
  /** `redis://127.0.0.1:PORT` or `mongodb://127.0.0.1:PORT` */
  readonly url: string;
  readonly port: number;
  /** path of the program that runs */
  readonly executable: string;
  /** of the server itself */
  readonly pid: number;
  /** SIGTERM, and SIGKILL after 10 seconds; can be called again */
  stop(): Promise<void>;
}

// Somebody else can take a free port before our server does.
const PORT_ATTEMPTS = 5;
// A server whose parent has just been killed needs a moment to end: whoever starts again at once waits for it.
const DIRECTORY_ATTEMPTS = 12;
const DIRECTORY_RETRY_MS = 250;

/** Starts a server in a directory, which is created and keeps its data; resolves when it answers. */
export async function startServer(
  kind: ServerKind,
  options: { executable: string; directory: string; port?: number | undefined },
): Promise<LocalServer> {
  const { executable } = options;
  const directory = resolve(options.directory);
  await mkdir(directory, { recursive: true });
  const logFile = join(directory, `${kind.name}.log`);

  let portsTaken = 0;
  let directoryInUse = 0;
  while (portsTaken < PORT_ATTEMPTS && directoryInUse < DIRECTORY_ATTEMPTS) {
    const port = options.port ?? (await freePort());
    let log = '';
    let isFree = (await kind.claimDirectory?.(directory, port)) ?? true;
    if (isFree) {
      const attempt = await tryStart(kind, { executable, directory, port, logFile });
      if ('server' in attempt) {
        const { server } = attempt;
        const stop = async () => void (await server.stop());
        return { url: `${kind.scheme}://127.0.0.1:${port}`, port, executable, pid: server.pid, stop };
      }
      log = attempt.log;
      isFree = !kind.saysDirectoryInUse?.(log);
    }
    if (!isFree) {
      directoryInUse += 1;
      await delay(DIRECTORY_RETRY_MS);
    } else if (/address already in use/i.test(log)) {
      if (options.port !== undefined) throw new Error(`${kind.name} cannot start: port ${port} of 127.0.0.1 is taken`);
      portsTaken += 1;
    } else {
      throw new Error(`${executable} cannot start in ${directory}: ${kind.reasonFrom(log)} (all it said: ${logFile})`);
    }
  }
  throw new Error(
    directoryInUse > 0
      ? `${directory} is in use by another ${kind.name}: another \`npm start\` seems to run in this folder`
      : `${kind.name} cannot start: ${PORT_ATTEMPTS} free ports in a row were taken before it could use them`,
  );
}
