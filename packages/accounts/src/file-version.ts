import { statSync } from 'node:fs';

/** What is another when a file was changed or another one was put in its place; undefined where there is none. */
export function fileVersion(path: string): string | undefined {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats && `${stats.ino} ${stats.mtimeNs} ${stats.size}`;
}
