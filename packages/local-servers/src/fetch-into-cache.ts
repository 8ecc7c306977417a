import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const PREFIX = '.fetching-';
const ABANDONED_AFTER_MS = 3_600_000;

/**
 * Fetches a file or a folder into the cache as `cache/name`. `fetch` puts it into the temporary folder that it is given,
 * proves that it works and returns its path; only then does it take its name. That is one atomic rename, so two processes
 * that fetch at the same time do no harm: a later file replaces an equal one, a later folder leaves an equal one in place.
 */
export async function fetchIntoCache(options: {
  cache: string;
  name: string;
  fetch: (folder: string) => Promise<string>;
}): Promise<string> {
  const { cache, name, fetch } = options;
  await mkdir(cache, { recursive: true });
  await removeAbandoned(cache);
  const folder = await mkdtemp(join(cache, PREFIX));
  const kept = join(cache, name);
  try {
    const fetched = await fetch(folder);
    await rename(fetched, kept).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
    return kept;
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
