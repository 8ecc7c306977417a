import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Every executable file of these names on PATH; by name first, then in PATH's order. */
export async function executablesOnPath(names: readonly string[], env: NodeJS.ProcessEnv): Promise<string[]> {
  const folders = new Set((env.PATH ?? '').split(delimiter).filter(folder => folder !== ''));
  const found: string[] = [];
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, name);
      if (await isExecutable(path)) found.push(path);
    }
  }
  return found;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
