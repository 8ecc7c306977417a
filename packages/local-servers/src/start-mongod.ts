import { findMongod } from './find-mongod.js';
import type { OnProgress } from './find-program.js';
import { initiateReplicaSet } from './initiate-replica-set.js';
import type { ServerKind } from './server-kind.js';
import { type LocalServer, startServer } from './start-server.js';

export interface MongodOptions {
  /** is created; holds data and log */
  readonly directory: string;
  /** default: a free one */
  readonly port?: number;
  /** of its own cache, besides the system's; default: 0.25, which is the least */
  readonly cacheGigabytes?: number;
  /** what the replica set is called whose only member it is to be; default: none. It needs the same port at each start */
  readonly replicaSet?: string;
  readonly onProgress?: OnProgress;
}

/** Starts a mongod on 127.0.0.1, which keeps its data; resolves when it takes connections, a replica set's when it takes writes. */
export async function startMongod(options: MongodOptions): Promise<LocalServer> {
  const { directory, port, cacheGigabytes = LEAST_CACHE_GIGABYTES, replicaSet, onProgress } = options;
  const executable = await findMongod(onProgress);
  const mongod = await startServer(mongodKind(cacheGigabytes, replicaSet), { executable, directory, port });
  if (replicaSet !== undefined) await initiateReplicaSet(mongod, replicaSet);
  return mongod;
}

/** While mongod's own default is half of the machine's memory. */
const LEAST_CACHE_GIGABYTES = 0.25;

function mongodKind(cacheGigabytes: number, replicaSet: string | undefined): ServerKind {
  return {
    name: 'mongod',
    scheme: 'mongodb',
    arguments: (directory, port) => [
      ...['--dbpath', directory, '--bind_ip', '127.0.0.1', '--port', String(port), '--nounixsocket'],
      ...['--wiredTigerCacheSizeGB', String(cacheGigabytes), '--quiet'],
      ...(replicaSet === undefined ? [] : ['--replSet', replicaSet]),
    ],
    // It listens when it says so. The port is in the line: a second mongod in this directory writes to the same log.
    isReady: async ({ log, port }) => log.split('\n').some(line => isWaiting(line) && line.includes(String(port))),
    saysDirectoryInUse: log => log.includes('DBPathInUse') || log.includes('Unable to lock the lock file'),
    reasonFrom,
  };
}

const isWaiting = (line: string) => /waiting for connections/i.test(line);

/** Its log is a JSON object a line, with severity `s`: E is an error, F a fatal one. */
function reasonFrom(log: string): string {
  const lines = log.trim().split('\n');
  const errors = lines.filter(line => /"s":"[EF]"/.test(line));
  return (errors.length > 0 ? errors : lines).slice(-3).join(' | ');
}
