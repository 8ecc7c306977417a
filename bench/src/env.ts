import { delimiter } from 'node:path';

/** What a bench takes from its environment: where programs lie. What it measures gets an environment of its own. */
export function programFolders(): readonly string[] {
  return (process.env.PATH ?? '').split(delimiter).filter(folder => folder !== '');
}

/** For what installs peers: its registries, its caches and its proxies are the machine's own. */
export function installerEnvironment(): NodeJS.ProcessEnv {
  return process.env;
}
