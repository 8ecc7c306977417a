import { chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { proveItRuns } from './prove-it-runs.js';

const PREFIX = '.fetching-';
const ABANDONED_AFTER_MS = 3_600_000;

/**
 * Fetches a program into the cache as `cache/name`: it is fetched into a temporary folder, proves that it runs, and only
 * then takes its name. That is one atomic rename of one file, so two processes that fetch at the same time do no harm:
 * the later one replaces the program by an equal one.
 * `fetch` fetches into the folder that it is given, and returns the program's path.
 */
export async function fetchIntoCache(options: {
  cache: string;
  name: string;
  env: NodeJS.ProcessEnv;
  fetch: (folder: string) => Promise<string>;
}): Promise<string> {
  const { cache, name, env, fetch } = options;
  await mkdir(cache, { recursive: true });
  await removeAbandoned(cache);
  const folder = await mkdtemp(join(cache, PREFIX));
  try {
    let fetched = await fetch(folder);
    if (!fetched.startsWith(folder + sep)) {
      // a tool had it in a cache of its own, where it has to stay
      await copyFile(fetched, join(folder, name));
      fetched = join(folder, name);
    }
    await chmod(fetched, 0o755);
    await proveItRuns(fetched, env);
    await rename(fetched, join(cache, name));
    return join(cache, name);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Removes what processes that were killed while fetching have left. */
async function removeAbandoned(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    if (!name.startsWith(PREFIX)) continue;
    const folder = join(cache, name);
    const stats = await stat(folder).catch(() => undefined); // another process may remove it just now
    if (stats !== undefined && Date.now() - stats.mtimeMs > ABANDONED_AFTER_MS) {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
