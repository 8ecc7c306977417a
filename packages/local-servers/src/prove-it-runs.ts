import { runProgram } from './run-program.js';

/** Returns the first line of `--version`; throws why the program does not run, e.g. for want of a shared library. */
export async function proveItRuns(executable: string, env: NodeJS.ProcessEnv): Promise<string> {
  const output = await runProgram(executable, ['--version'], { env, limitSeconds: 20 });
  return output.trim().split('\n')[0] ?? '';
}
