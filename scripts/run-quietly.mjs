import { spawn } from 'node:child_process';
import { tell } from './tell.mjs';

const SLOW_AFTER_MILLISECONDS = 3_000;

/**
 * Runs a command and shows what it says only if it fails; `slow` is told if it takes long. Rejects with `failure`.
 * The command is in our process group: Ctrl-C ends it, too.
 */
export function runQuietly(command, args, { cwd, slow, failure }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const timer = setTimeout(() => slow && tell(slow), SLOW_AFTER_MILLISECONDS);
    const end = () => child.kill();
    process.once('exit', end);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', text => {
        said += text;
      });
    }
    const done = reason => {
      clearTimeout(timer);
      process.removeListener('exit', end);
      if (reason === undefined) return resolve();
      if (said.trim() !== '') tell(said.trim());
      reject(new Error(`${failure}: ${reason}`));
    };
    child.on('error', error => done(error.message));
    child.on('close', (code, signal) => {
      if (code === 0) done();
      else done(`${[command, ...args].join(' ')} ended with ${signal ?? `exit code ${code}`}`);
    });
  });
}
