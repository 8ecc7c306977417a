import { basename } from 'node:path';
import { spawnTied } from '@wechat-pipeline/local-servers';
import { installerEnvironment } from '../env.js';
import { InstallError } from './errors.js';

const LIMIT_SECONDS = 300;
const TOLD_LINES = 3;

/**
 * Runs a package manager or a compiler in a folder and returns what it wrote to stdout.
 *
 * @throws InstallError
 */
export async function runInstaller(
  [command, ...args]: readonly [string, ...string[]],
  { folder, env }: { readonly folder: string; readonly env?: Readonly<Record<string, string>> },
): Promise<string> {
  const child = spawnTied(command, args, { cwd: folder, env: { ...installerEnvironment(), ...env } });
  let isLate = false;
  const limit = setTimeout(() => {
    isLate = true;
    void child.stop();
  }, LIMIT_SECONDS * 1_000);
  const [stdout, stderr, { code }] = await Promise.all([textOf(child.stdout), textOf(child.stderr), child.exited]);
  clearTimeout(limit);
  if (code === 0) return stdout;
  const reason = isLate ? `nothing more within ${LIMIT_SECONDS} seconds` : reasonIn(`${stdout}\n${stderr}`);
  throw new InstallError([basename(command), ...args].join(' '), reason);
}

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = '';
  for await (const chunk of stream ?? []) text += chunk;
  return text;
}

/** Package managers end with advice; what went wrong is in the first lines that say so. */
function reasonIn(output: string): string {
  const lines = output.split('\n').filter(line => line.trim() !== '');
  const telling = lines.filter(line => /error/i.test(line)).slice(0, TOLD_LINES);
  return (telling.length > 0 ? telling : lines.slice(-1)).map(line => line.trim()).join(' / ') || 'nothing';
}
