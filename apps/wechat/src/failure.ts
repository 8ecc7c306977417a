/** Something could not be done, for a reason that the message tells; ends the program with that exit code. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly exitCode: number;

  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** What was typed makes no sense. */
export function notUnderstood(message: string): Failure {
  return new Failure(message, 2);
}
