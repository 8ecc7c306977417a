import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Puts the played accounts' file (account.yml) where it can be edited while it is in use; returns its path. */
export async function copyAccountFile(directory: string): Promise<string> {
  const path = join(directory, 'account.yml');
  await copyFile(fileURLToPath(new URL('../../account.yml', import.meta.url)), path);
  return path;
}
