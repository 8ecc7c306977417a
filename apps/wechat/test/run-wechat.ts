import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../src/main.js');

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line while it runs. */
export interface Running {
  /** Resolves when it has written that to one of the two. */
  wrote(pattern: RegExp): Promise<void>;
  /** Presses Ctrl-C. */
  interrupt(): void;
  /** Reads no more of its stdout, as `head` when it has enough. */
  stopReading(): void;
  readonly ended: Promise<Run>;
}

/** Runs the command line as a process, in a folder without .env, with nothing but that environment. */
export function runWechat(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input = '',
): Promise<Run> {
  return startWechat(args, env, input).ended;
}

/** {@link runWechat} that can be watched. */
export function startWechat(args: readonly string[], env: Readonly<Record<string, string>> = {}, input = ''): Running {
  // tap has every node that it sees starting load its hooks, which takes longer than most commands.
  const child = spawn('env', ['-u', 'NODE_OPTIONS', process.execPath, MAIN, ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    cwd: import.meta.dirname,
  });
  const written = { stdout: '', stderr: '' };
  const onWritten = new EventEmitter();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', text => {
      written[name] += text;
      onWritten.emit('more');
    });
  }
  child.stdin.end(input);
  const ended = new Promise<Run>(resolve => child.on('close', status => resolve({ status, ...written })));
  return {
    async wrote(pattern) {
      while (!pattern.test(written.stdout) && !pattern.test(written.stderr)) await once(onWritten, 'more');
    },
    ended,
    // `env` becomes the program, so that the signal reaches it.
    interrupt: () => void child.kill('SIGINT'),
    stopReading: () => void child.stdout.destroy(),
  };
}
