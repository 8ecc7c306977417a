import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { programFolders } from '../env.js';
import { MissingToolError } from './errors.js';

/**
 * The path of a program on PATH.
 *
 * @param toHave what a person can do who has none
 */
export function findTool(tool: string, toHave: string, folders = programFolders()): string {
  const path = folders.map(folder => join(folder, tool)).find(isExecutable);
  if (path === undefined) throw new MissingToolError(tool, toHave);
  return path;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
