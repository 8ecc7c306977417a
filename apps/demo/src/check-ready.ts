import { Failure } from './failure.js';
import type { Program } from './start-program.js';
import type { Terminal } from './terminal.js';

/** Asks each program whether it can do its work. */
export async function checkReady(programs: readonly Program[], terminal: Terminal): Promise<void> {
  terminal.title('Can they do their work?');
  for (const { name, ready, logFile } of programs) {
    const response = await fetch(`${ready.admin}/readyz`);
    const report = await response.text();
    if (!response.ok) throw new Failure(`The ${name} is not ready: ${report}\nIts log: ${logFile}`);
    terminal.line(name, report);
  }
}
