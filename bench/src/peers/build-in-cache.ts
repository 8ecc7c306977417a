import { createHash } from 'node:crypto';
import { access, cp, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cacheDirectory, fetchIntoCache } from '@wechat-pipeline/local-servers';
import { installerEnvironment } from '../env.js';

/**
 * Copies a peer's folder into the cache and builds it there, once for each state of its files: nothing of it comes into
 * the project. Returns where it lies.
 *
 * @param facts what else the outcome depends on, such as the compiler's version
 */
export async function buildInCache(
  peerFolder: string,
  facts: string,
  build: (folder: string) => Promise<unknown>,
): Promise<string> {
  const cache = cacheDirectory(installerEnvironment());
  const name = `peer-${basename(peerFolder)}-${await digestOf(peerFolder, facts)}`;
  const kept = join(cache, name);
  const isKept = await access(kept).then(
    () => true,
    () => false,
  );
  if (isKept) return kept;
  return fetchIntoCache({
    cache,
    name,
    async fetch(temporary) {
      const folder = join(temporary, 'peer');
      await cp(peerFolder, folder, { recursive: true });
      await build(folder);
      return folder;
    },
  });
}

async function digestOf(folder: string, facts: string): Promise<string> {
  const hash = createHash('sha256').update(facts);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  for (const path of paths.sort()) hash.update(path.slice(folder.length)).update(await readFile(path));
  return hash.digest('hex').slice(0, 12);
}
