import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { executablesOnPath } from './executables-on-path.js';
import { runProgram } from './run-program.js';

/**
 * Downloads wheels and unpacks them into one folder, whose path it returns. A wheel is a zip archive: pip downloads it,
 * Python unpacks it, nothing is installed. pip asks whatever index its own configuration names, and takes no file that
 * is not listed by its hash.
 *
 * @param requirements lines of `name==version --hash=sha256:…`, every package that is needed
 */
export async function unpackWheels(
  folder: string,
  requirements: string,
  env: NodeJS.ProcessEnv,
  pipArguments: readonly string[] = [],
): Promise<string> {
  const list = join(folder, 'requirements.txt');
  await writeFile(list, requirements);
  const download = join(folder, 'wheels');
  const [pip, ...before] = await findPip(env);
  await runProgram(
    pip,
    [
      ...before,
      'download',
      ...['--quiet', '--no-color', '--no-input', '--disable-pip-version-check', '--timeout', '10', '--retries', '1'],
      ...['--no-deps', '--only-binary', ':all:', ...pipArguments],
      ...['--require-hashes', '--requirement', list, '--dest', download],
    ],
    // Nothing is installed, so no virtual environment is required either.
    { env: { ...env, PIP_REQUIRE_VIRTUALENV: '0' }, limitSeconds: 300 },
  );
  const archives = await readdir(download);
  if (archives.length === 0) throw new Error('pip ended well but left no file');
  const python = await findPython(env);
  const unpacked = join(folder, 'unpacked');
  for (const archive of archives) {
    await runProgram(python, ['-m', 'zipfile', '-e', join(download, archive), unpacked], { env, limitSeconds: 120 });
  }
  return unpacked;
}

/** The path of the first Python on PATH. */
export async function findPython(env: NodeJS.ProcessEnv): Promise<string> {
  const [python] = await executablesOnPath(['python3', 'python'], env);
  if (python === undefined) throw new Error('no python3 on PATH');
  return python;
}

/** The first pip that runs, as a command and its first arguments. */
async function findPip(env: NodeJS.ProcessEnv): Promise<[string, ...string[]]> {
  for (const [command, ...before] of [['python3', '-m', 'pip'], ['pip3'], ['pip']] as const) {
    const [executable] = await executablesOnPath([command], env);
    if (executable === undefined) continue;
    const runs = runProgram(executable, [...before, '--version'], { env, limitSeconds: 20 });
    if (await runs.then(Boolean, () => false)) return [executable, ...before];
  }
  throw new Error('no pip that runs (python3 -m pip, pip3, pip)');
}
