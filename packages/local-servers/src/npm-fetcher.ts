import { fileURLToPath } from 'node:url';
import type { Source } from './find-program.js';
import { runProgram } from './run-program.js';

/**
 * A program that an npm package knows how to fetch. It is asked in a process of its own, because the packages print,
 * read settings from the environment when they are imported, and know no time limit that suits an unreachable host.
 */
export function npmFetcher(fetcher: { name: string; module: `./${string}.js`; limitSeconds: number }): Source {
  return {
    name: fetcher.name,
    async fetch(folder, env, onProgress) {
      const module = fileURLToPath(new URL(fetcher.module, import.meta.url));
      const output = await runProgram(process.execPath, [module, folder], {
        env: {
          // One attempt: an unreachable host is told in a second, and there are other sources.
          MONGOMS_MAX_RETRIES: '1',
          ...env,
          // Both packages check the server's certificate only if npm is told to.
          npm_config_strict_ssl: 'true',
        },
        limitSeconds: fetcher.limitSeconds,
        // Both write a line with the first bytes that arrive; a host that drops our packets never gets so far.
        firstWordSeconds: 10,
        onLine: line => line.startsWith('Downloading') && onProgress(line),
      });
      return output.trimEnd().split('\n').at(-1) ?? '';
    },
  };
}
