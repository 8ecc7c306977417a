import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What stands for addresses in account.yml. */
export interface Addresses {
  readonly SESSION_URL: string;
  readonly MEMBERS_PAGE: string;
  readonly RECEIVER_URL: string;
}

/** Puts the played accounts' file (account.yml) where it can be edited while it is in use; returns its path. */
export async function copyAccountFile(directory: string, addresses: Addresses): Promise<string> {
  const path = join(directory, 'account.yml');
  let file = await readFile(fileURLToPath(new URL('../../account.yml', import.meta.url)), 'utf8');
  for (const [name, address] of Object.entries(addresses)) file = file.replaceAll(name, address);
  await writeFile(path, file);
  return path;
}
