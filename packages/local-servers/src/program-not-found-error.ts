import type { Program } from './find-program.js';

/** A program could neither be found nor fetched. The message tells what was tried, and what a person can do. */
export class ProgramNotFoundError extends Error {
  override readonly name = 'ProgramNotFoundError';
  readonly code = 'PROGRAM_NOT_FOUND';

  constructor(program: Program, tried: readonly string[]) {
    super(
      [
        `no ${program.name} was found on this machine, and none could be fetched. Tried, in this order:`,
        ...tried.map(line => `  - ${line}`),
        'Ways out, any one of:',
        ...program.waysOut.map(line => `  - ${line}`),
      ].join('\n'),
    );
  }
}
