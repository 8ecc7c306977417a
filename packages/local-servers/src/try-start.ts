import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import type { ServerKind } from './server-kind.js';
import { spawnTied, type TiedProcess } from './spawn-tied.js';

const POLL_MS = 20;
const LIMIT_SECONDS = 60;

/** The server that answers, or what the one that has ended wrote. */
export type Attempt = { readonly server: TiedProcess } | { readonly log: string };

/** Starts a server once, and waits until it answers or ends. */
export async function tryStart(
  kind: ServerKind,
  options: { executable: string; directory: string; port: number; logFile: string },
): Promise<Attempt> {
  const { executable, directory, port, logFile } = options;
  // The file is the server's stdout and stderr, so it also has what is said before a log file of its own were open.
  const file = await open(logFile, 'a');
  let server: TiedProcess;
  let start: number;
  try {
    start = (await file.stat()).size;
    const output = { stdout: file.fd, stderr: file.fd };
    server = spawnTied(executable, kind.arguments(directory, port), { cwd: directory, ...output });
  } finally {
    await file.close();
  }
  const logNow = () => text(createReadStream(logFile, { start }));

  let hasEnded = false;
  void server.exited.then(() => {
    hasEnded = true;
  });
  const deadline = Date.now() + LIMIT_SECONDS * 1_000;
  while (!hasEnded) {
    const isReady = await kind.isReady({ pid: server.pid, port, log: await logNow() });
    if (isReady && !hasEnded) return { server };
    if (Date.now() > deadline) {
      await server.stop();
      return { log: `${await logNow()}\nno answer within ${LIMIT_SECONDS} seconds\n` };
    }
    await delay(POLL_MS);
  }
  return { log: await logNow() };
}
