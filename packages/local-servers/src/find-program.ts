import { access, chmod, copyFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { cacheDirectory } from './cache-directory.js';
import { executablesOnPath } from './executables-on-path.js';
import { fetchIntoCache } from './fetch-into-cache.js';
import { ProgramNotFoundError } from './program-not-found-error.js';
import { proveItRuns } from './prove-it-runs.js';

export type OnProgress = (line: string) => void;

/** A place that a program can be fetched from. */
export interface Source {
  /** ends the sentence "fetching redis-server: …" */
  readonly name: string;
  /** fetches into the folder and returns the program's path; throws why it cannot */
  fetch(folder: string, env: NodeJS.ProcessEnv, onProgress: OnProgress): Promise<string>;
}

/** A program and where it comes from, in the order in which it is looked for. */
export interface Program {
  /** what it is called in messages and in the cache */
  readonly name: string;
  /** what it may be called on PATH */
  readonly commands: readonly string[];
  readonly sources: readonly Source[];
  /** what a person can do when nothing works */
  readonly waysOut: readonly string[];
}

/** Returns the path of a program that runs: from PATH, else from our cache, else fetched into it. */
export async function findProgram(program: Program, env: NodeJS.ProcessEnv, onProgress: OnProgress): Promise<string> {
  const { name, commands, sources } = program;
  const tried: string[] = [];
  const cache = cacheDirectory(env);

  const onPath = await executablesOnPath(commands, env);
  if (onPath.length === 0) tried.push(`${commands.join(' or ')} on PATH: none`);
  const cached = join(cache, name);
  const isCached = await access(cached).then(
    () => true,
    () => false,
  );
  if (!isCached) tried.push(`fetched earlier, ${cached}: none`);

  for (const executable of isCached ? [...onPath, cached] : onPath) {
    try {
      await proveItRuns(executable, env);
      return executable;
    } catch (error) {
      tried.push(`${executable}: it does not run: ${reasonOf(error)}`);
      onProgress(`passing over ${executable}, which does not run: ${reasonOf(error)}`);
    }
  }

  for (const source of sources) {
    onProgress(`fetching ${name}: ${source.name} …`);
    try {
      const fetch = async (folder: string) => {
        let fetched = await source.fetch(folder, env, onProgress);
        if (!fetched.startsWith(folder + sep)) {
          // a tool had it in a cache of its own, where it has to stay
          await copyFile(fetched, join(folder, name));
          fetched = join(folder, name);
        }
        await chmod(fetched, 0o755);
        await proveItRuns(fetched, env);
        return fetched;
      };
      const executable = await fetchIntoCache({ cache, name, fetch });
      onProgress(`fetched ${name} into ${executable}`);
      return executable;
    } catch (error) {
      tried.push(`${source.name}: ${reasonOf(error)}`);
      onProgress(`no ${name} there: ${reasonOf(error)}`);
    }
  }
  throw new ProgramNotFoundError(program, tried);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
