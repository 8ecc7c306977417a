import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { readTap } from './read-tap.mjs';

/** Files at the same time: mostly they wait for processes, not for a processor. */
const JOBS = 2 * availableParallelism();
const SHOWN_OF_STDERR = 50_000;

/** Runs tap and returns how many assertions passed and failed. */
export async function runTap({ root, args, env, spawnTied, onStart }) {
  const run = join(root, 'node_modules', 'tap', 'dist', 'esm', 'run.mjs');
  // tap's own reporters redraw the screen, and say nothing of why a file crashed.
  const options = ['--reporter=tap', `--jobs=${JOBS}`];
  const tap = spawnTied(process.execPath, [run, 'run', ...options, ...args.map(compiled)], { cwd: root, env });
  onStart(tap);
  let stderr = '';
  tap.stderr.setEncoding('utf8').on('data', text => {
    stderr = (stderr + text).slice(-SHOWN_OF_STDERR);
  });
  const { passed, failed } = await readTap(tap.stdout.setEncoding('utf8'), root);
  const { code, signal } = await tap.exited;

  if (code === 0 && failed === 0) return { passed, failed };
  if (stderr.trim() !== '') console.log(`\nOn stderr the tests said:\n${stderr.trimEnd()}\n`);
  if (failed > 0) return { passed, failed };
  console.log(`tap ended with ${signal ?? `exit code ${code}`}`);
  return { passed, failed: 1 };
}

/** A test is named by its source and run as it was compiled. */
function compiled(arg) {
  return arg.replace(/^(?:\.\/)?((?:packages|apps)\/[^/]+|test|bench)\/((?:src|test)\/.*)\.ts$/, '$1/build/$2.js');
}
