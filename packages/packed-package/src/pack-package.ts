import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { directoryForTest, type Teardown } from '@wechat-pipeline/local-servers';
import { npmCommand } from './env.js';
import { runProgram } from './run-program.js';

/** A package as npm would publish it. */
export interface PackedPackage {
  /** The folder of its sources. */
  readonly source: string;
  readonly tarball: string;
  /** The folder that it was unpacked into. */
  readonly directory: string;
}

/** Packs the package of that folder. */
export async function packPackage(t: Teardown, source: string): Promise<PackedPackage> {
  const folder = await directoryForTest(t, 'packed');
  succeed(source, ...npmCommand(), 'pack', '--offline', '--pack-destination', folder);
  const [name = ''] = readdirSync(folder);
  succeed(folder, 'tar', '-xzf', name);
  return { source, tarball: join(folder, name), directory: join(folder, 'package') };
}

function succeed(cwd: string, ...command: readonly string[]): void {
  const { status, output } = runProgram(cwd, ...command);
  if (status !== 0) throw new Error(`${command.join(' ')} ended with exit code ${status}:\n${output}`);
}
