import { createHash } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDirectory } from './cache-directory.js';
import { inherited } from './env.js';
import { fetchIntoCache } from './fetch-into-cache.js';
import type { OnProgress } from './find-program.js';
import { runProgram } from './run-program.js';
import { findPython, unpackWheels } from './unpack-wheels.js';

export interface PythonPackages {
  /** what is to be imported, such as `wechatpy.crypto` */
  readonly module: string;
  /** lines of `name==version --hash=sha256:…`, every package that is needed */
  readonly requirements: string;
}

/** A Python, and the environment in which it finds the packages. */
export interface PythonWithPackages {
  readonly python: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Fetches packages of Python into the cache, once; nothing is installed. Throws why it cannot. */
export async function fetchPythonPackages(
  { module, requirements }: PythonPackages,
  onProgress: OnProgress = () => {},
  env: NodeJS.ProcessEnv = inherited,
): Promise<PythonWithPackages> {
  const python = await findPython(env);
  const cache = cacheDirectory(env);
  const name = `${module}-${createHash('sha256').update(requirements).digest('hex').slice(0, 12)}`;
  const withPackages = (folder: string) => ({ python, env: { ...env, PYTHONPATH: folder } });
  const cached = join(cache, name);
  const isCached = await access(cached).then(
    () => true,
    () => false,
  );
  if (isCached) return withPackages(cached);
  onProgress(`fetching the Python module ${module} (pip download, once) …`);
  const fetch = async (folder: string) => {
    const unpacked = await unpackWheels(folder, requirements, env);
    await runProgram(python, ['-c', `import ${module}`], { env: withPackages(unpacked).env, limitSeconds: 60 });
    return unpacked;
  };
  return withPackages(await fetchIntoCache({ cache, name, fetch }));
}
