import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalServer, type MongodOptions, startMongod, startRedis } from '@wechat-pipeline/local-servers';
import type { Pinning } from './pin-to-cores.js';
import { type Program, type ProgramOptions, startProgram } from './start-program.js';

/** Where a bench runs: what is started in it ends with it, and nothing is left on the disk. */
export interface Lab {
  readonly pinning: Pinning;
  /** Appends to its file and syncs that every second, as Redis should where jobs must not be lost. */
  redis(): Promise<LocalServer>;
  /** A replica set of one, so that a write is what it is where it counts: an entry of the oplog more, and synced for the majority. */
  mongod(options?: Pick<MongodOptions, 'cacheGigabytes'>): Promise<LocalServer>;
  start(options: Omit<ProgramOptions, 'directory' | 'prefix'> & { readonly isMeasured: boolean }): Promise<Program>;
  /** Is called before the programs are stopped, the latest first. */
  onClose(close: () => Promise<unknown>): void;
  close(): Promise<void>;
}

async function openLab(pinning: Pinning, onProgress: (line: string) => void): Promise<Lab> {
  const directory = await mkdtemp(join(tmpdir(), 'wechat-bench-'));
  const closers: (() => Promise<unknown>)[] = [];
  const programs: Program[] = [];
  const servers: LocalServer[] = [];
  let closing: Promise<void> | undefined;

  async function close(): Promise<void> {
    for (const closer of closers.reverse()) await closer().catch(() => {});
    await Promise.all(programs.map(program => program.stop()));
    await Promise.all(servers.map(server => server.stop()));
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
  async function keep<T>(list: T[], starting: Promise<T>): Promise<T> {
    const started = await starting;
    list.push(started);
    return started;
  }
  let folders = 0;
  function folder(name: string): string {
    folders += 1;
    return join(directory, `${name}-${folders}`);
  }
  return {
    pinning,
    redis: () => keep(servers, startRedis({ directory: folder('redis'), appendOnly: true, onProgress })),
    mongod: options =>
      keep(
        servers,
        startMongod({ cacheGigabytes: 1, ...options, replicaSet: 'bench', directory: folder('mongod'), onProgress }),
      ),
    start: ({ isMeasured, ...program }) =>
      keep(programs, startProgram({ ...program, directory, prefix: isMeasured ? pinning.prefix : [] })),
    onClose: closer => void closers.push(closer),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

/** Runs `work` in a lab of its own, and leaves no trace of it, also when it is interrupted. */
export async function inLab<T>(
  pinning: Pinning,
  onProgress: (line: string) => void,
  work: (lab: Lab) => Promise<T>,
): Promise<T> {
  const lab = await openLab(pinning, onProgress);
  const interrupted = (signal: NodeJS.Signals) => {
    void lab.close().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    return await work(lab);
  } finally {
    await lab.close();
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
  }
}
