import { readFile, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { askRedis } from './ask-redis.js';
import type { OnProgress } from './find-program.js';
import { findRedisServer } from './find-redis-server.js';
import type { ServerKind } from './server-kind.js';
import { type LocalServer, startServer } from './start-server.js';

export interface RedisOptions {
  /** is created; holds data, log and the port */
  readonly directory: string;
  /** default: a free one */
  readonly port?: number;
  /** keeps the data between runs, synced to disk every second; default: false, nothing is kept */
  readonly appendOnly?: boolean;
  readonly onProgress?: OnProgress;
}

/** Starts a Redis on 127.0.0.1; resolves when it answers PING. */
export async function startRedis(options: RedisOptions): Promise<LocalServer> {
  const { directory, port, appendOnly = false, onProgress } = options;
  const executable = await findRedisServer(onProgress);
  return startServer(redisKind(appendOnly), { executable, directory, port });
}

function redisKind(appendOnly: boolean): ServerKind {
  return {
    name: 'redis-server',
    scheme: 'redis',
    arguments: (directory, port) => [
      ...['--bind', '127.0.0.1', '--port', String(port), '--dir', directory, '--save', ''],
      // BullMQ asks for it: an evicted key would be a lost job.
      ...['--maxmemory-policy', 'noeviction'],
      ...(appendOnly ? ['--appendonly', 'yes', '--appendfsync', 'everysec'] : []),
    ],
    claimDirectory,
    // By its pid: should our server lose its port to another Redis, that one answers PING as well.
    isReady: async ({ pid, port }) => {
      const answers = await askRedis(port, ['PING', 'INFO server']);
      return answers.startsWith('+PONG') && answers.includes(`process_id:${pid}\r\n`);
    },
    reasonFrom: log => log.trim().split('\n').slice(-3).join(' | '),
  };
}

/**
 * Two servers that append to one file destroy it, and Redis does not look (mongod does). The port of the last start is
 * kept in a file: the directory is in use if a Redis answers there that says it works in this directory. A file left by
 * a server that was killed is therefore no obstacle.
 */
async function claimDirectory(directory: string, port: number): Promise<boolean> {
  const portFile = join(directory, 'redis-server.port');
  const lastPort = Number(await readFile(portFile, 'utf8').catch(() => ''));
  if (lastPort > 0) {
    const answers = await askRedis(lastPort, ['CONFIG GET dir']);
    if (answers.includes(`\r\n${await realpath(directory)}\r\n`)) return false;
  }
  await writeFile(portFile, `${port}\n`);
  return true;
}
