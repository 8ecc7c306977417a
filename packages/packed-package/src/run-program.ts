import { spawnSync } from 'node:child_process';

export interface Run {
  readonly status: number | null;
  /** stdout, then stderr. */
  readonly output: string;
}

/** Runs a program to its end. tap has every node that it sees starting load its hooks: behind `env` it sees none. */
export function runProgram(cwd: string, ...command: readonly string[]): Run {
  const { status, stdout, stderr, error } = spawnSync('env', ['-u', 'NODE_OPTIONS', ...command], {
    cwd,
    encoding: 'utf8',
  });
  if (error !== undefined) throw error;
  return { status, output: stdout + stderr };
}
