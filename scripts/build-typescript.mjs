import { join } from 'node:path';
import { removeStaleOutput } from './remove-stale-output.mjs';
import { runQuietly } from './run-quietly.mjs';

/** Compiles what has changed; checks the types of everything, tests included. */
export async function build(root) {
  removeStaleOutput(root);
  // By its path: tap brings a TypeScript of its own, and which of the two is node_modules/.bin/tsc varies.
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  await runQuietly(process.execPath, [tsc, '-b'], {
    cwd: root,
    slow: 'building …',
    failure: 'the build failed',
  });
}
