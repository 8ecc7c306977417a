import { spawnTied } from './spawn-tied.js';

export interface RunOptions {
  readonly env: NodeJS.ProcessEnv;
  /** it is ended after so many seconds */
  readonly limitSeconds: number;
  /** it is ended when it has not written a word for so many seconds after its start; default: no such limit */
  readonly firstWordSeconds?: number;
  readonly onLine?: (line: string) => void;
}

/** Runs a program to its end and returns what it wrote to stdout; throws an error that tells why it failed. */
export async function runProgram(command: string, args: readonly string[], options: RunOptions): Promise<string> {
  const child = spawnTied(command, args, { env: options.env, graceSeconds: 2 });
  let ended = '';
  const end = (why: string) => {
    ended = why;
    void child.stop();
  };
  const limit = setTimeout(() => end(`no end within ${options.limitSeconds} seconds`), options.limitSeconds * 1_000);
  const { firstWordSeconds } = options;
  const firstWord =
    firstWordSeconds === undefined
      ? undefined
      : setTimeout(() => end(`no answer within ${firstWordSeconds} seconds`), firstWordSeconds * 1_000);

  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    clearTimeout(firstWord);
    stdout += text;
    for (const line of text.split(/[\r\n]+/)) if (line.trim() !== '') options.onLine?.(line.trim());
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    clearTimeout(firstWord);
    stderr += text;
  });
  const closed = [child.stdout, child.stderr].map(stream => new Promise(resolve => stream?.once('close', resolve)));
  const { code, signal } = await child.exited;
  await Promise.all(closed);
  clearTimeout(limit);
  clearTimeout(firstWord);
  if (code === 0 && ended === '') return stdout;
  throw new Error(ended || lastLine(stderr) || lastLine(stdout) || `ended with ${signal ?? `exit code ${code}`}`);
}

function lastLine(text: string): string {
  return (
    text
      .trim()
      .split(/[\r\n]+/)
      .at(-1) ?? ''
  );
}
