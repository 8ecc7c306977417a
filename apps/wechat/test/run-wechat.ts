import { spawn } from 'node:child_process';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../src/main.js');

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as a process, in a folder without .env, with nothing but that environment. */
export function runWechat(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input = '',
): Promise<Run> {
  // tap has every node that it sees starting load its hooks, which takes longer than most commands.
  const child = spawn('env', ['-u', 'NODE_OPTIONS', process.execPath, MAIN, ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    cwd: import.meta.dirname,
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', text => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', text => {
    stderr += text;
  });
  child.stdin.end(input);
  return new Promise(resolve => child.on('close', status => resolve({ status, stdout, stderr })));
}
