import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { directoryForTest, type Teardown } from '@wechat-pipeline/local-servers';
import { runProgram } from './run-program.js';

/** This package's folder, seen from build/test. */
export const PACKAGE = join(import.meta.dirname, '../..');

/** This package as npm would publish it. */
export interface PackedPackage {
  readonly tarball: string;
  /** The folder that it was unpacked into. */
  readonly directory: string;
}

export async function packPackage(t: Teardown): Promise<PackedPackage> {
  const folder = await directoryForTest(t, 'packed');
  // The npm that runs the tests; when they were started without one, the one on PATH.
  const { npm_execpath: npm } = process.env;
  const pack = [...(npm ? [process.execPath, npm] : ['npm']), 'pack', '--offline', '--pack-destination', folder];
  succeed(PACKAGE, ...pack);
  const [name = ''] = readdirSync(folder);
  succeed(folder, 'tar', '-xzf', name);
  return { tarball: join(folder, name), directory: join(folder, 'package') };
}

function succeed(cwd: string, ...command: readonly string[]): void {
  const { status, output } = runProgram(cwd, ...command);
  if (status !== 0) throw new Error(`${command.join(' ')} ended with exit code ${status}:\n${output}`);
}
