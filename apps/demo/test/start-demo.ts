import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { directoryForTest } from '@wechat-pipeline/local-servers';
import type { Test } from 'tap';
import { demoEnv } from './env.js';
import { until } from './until.js';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const MAIN = fileURLToPath(new URL('../src/main.js', import.meta.url));

export interface Demo {
  readonly pid: number;
  /** What it has written, on stdout and stderr. */
  output(): string;
  /** Resolves when its output has this text. */
  says(text: string): Promise<void>;
  /** Resolves with its exit code, or with the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** Its data and logs, in a folder that no other demo has. */
  readonly directory: string;
}

/** Starts `npm start`, or only the program that this prepares and runs, with its data and logs in a folder of its own. */
export async function startDemo(
  t: Test,
  options: { args?: readonly string[]; env?: Readonly<Record<string, string>>; npm?: boolean; directory?: string } = {},
): Promise<Demo> {
  const { args = [], env = {}, npm = false } = options;
  const directory = options.directory ?? (await directoryForTest(t, 'demo'));
  const command = npm ? ['npm', 'start', '--', ...args] : [process.execPath, MAIN, ...args];
  // tap loads itself into every Node.js that a test starts, and tsc does not bear that.
  const child = spawn('env', ['-u', 'NODE_OPTIONS', ...command], {
    cwd: ROOT,
    env: demoEnv({ LOCAL_DIRECTORY: directory, ...env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  // 'close' would wait for whatever else holds the pipes.
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const ended = exited.then(([code, signal]) => code ?? signal!);
  let hasEnded = false;
  ended.then(() => {
    hasEnded = true;
  });
  t.teardown(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    pid: child.pid!,
    directory,
    output: () => output,
    async says(text) {
      await until(`the demo says "${text}"`, () => output.includes(text) || hasEnded);
      if (!output.includes(text)) throw new Error(`the demo ended without saying "${text}":\n${output}`);
    },
    ended,
  };
}
