import { delimiter } from 'node:path';

/** What a bench takes from its environment: where programs lie. What it starts gets an environment of its own. */
export function programFolders(): readonly string[] {
  return (process.env.PATH ?? '').split(delimiter).filter(folder => folder !== '');
}
