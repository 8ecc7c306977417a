import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnTied } from '@wechat-pipeline/local-servers';

export interface ProgramOptions {
  /** The module to run, relative to the repository; of a program that is not ours, its path. */
  readonly module: string;
  /** What runs the module, nothing where it runs by itself; default: this Node. */
  readonly interpreter?: readonly string[];
  readonly arguments?: readonly string[];
  /** All of its environment: what the caller's shell has set must not change what is measured. */
  readonly env?: Readonly<Record<string, string>>;
  /** What it writes when it is ready. The first group is its address, where it has one. */
  readonly ready: RegExp;
  readonly directory: string;
  /** What comes in front of the command. */
  readonly prefix: readonly string[];
}

export interface Program {
  readonly pid: number;
  readonly url: string;
  /** Throws if it has ended. */
  assertRunning(): void;
  stop(): Promise<unknown>;
}

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));
const LIMIT_MILLISECONDS = 20_000;
const TAIL_CHARACTERS = 2_000;

/** Starts a program and resolves when it is ready. What it writes is read all the time, as it would be by a collector of logs. */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  const {
    module,
    interpreter = [process.execPath],
    arguments: args = [],
    env = {},
    ready,
    directory,
    prefix,
  } = options;
  const path = resolve(REPOSITORY, module);
  const [command, ...rest] = [...prefix, ...interpreter, path, ...args] as [string, ...string[]];
  const child = spawnTied(command, rest, { cwd: directory, env });
  let tail = '';
  let hasEnded = false;
  const ended = () => new Error(`${module} has ended, which it should not; it wrote: ${tail}`);

  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`${module} was not ready within ${LIMIT_MILLISECONDS / 1_000} seconds; it wrote: ${tail}`));
    }, LIMIT_MILLISECONDS);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        tail = (tail + text).slice(-TAIL_CHARACTERS);
        const match = ready.exec(tail);
        if (match) {
          clearTimeout(timer);
          resolve(match[1] ?? '');
        }
      });
    }
    void child.exited.then(() => {
      hasEnded = true;
      clearTimeout(timer);
      reject(ended());
    });
  }).catch(async error => {
    await child.stop();
    throw error;
  });
  return {
    pid: child.pid,
    url,
    assertRunning() {
      if (hasEnded) throw ended();
    },
    stop: () => child.stop(),
  };
}
