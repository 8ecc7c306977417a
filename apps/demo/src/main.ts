import { createClosing } from './closing.js';
import { isColourWanted, readDemoEnv } from './env.js';
import { Failure } from './failure.js';
import { runDemo } from './run-demo.js';
import { createTerminal } from './terminal.js';

// npm start: the whole pipeline on this machine, and a follower's life going through it. `--once` ends after that.

const terminal = createTerminal(isColourWanted());
const closing = createClosing();
const unknown = process.argv.slice(2).filter(argument => argument !== '--once');
const isOnce = process.argv.includes('--once');
let isEnding = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // npm sends Ctrl-C once more than the terminal does, so that a second one means nothing.
  process.on(signal, () => {
    if (!isEnding) terminal.title('Stopping …');
    end(isOnce ? 1 : 0);
  });
}
// Whoever read along is gone.
process.stdout.on('error', () => end(1));

try {
  if (unknown.length > 0) throw new Failure(`npm start knows --once, and not ${unknown.join(' ')}`);
  await runDemo({ env: readDemoEnv(), isOnce, closing, terminal });
  await end(0);
} catch (error) {
  // While it ends, what is still under way fails.
  if (!isEnding) terminal.failure(error instanceof Failure ? error.message : String((error as Error).stack));
  await end(1);
}

async function end(exitCode: number): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  await closing.close();
  process.exit(exitCode);
}
