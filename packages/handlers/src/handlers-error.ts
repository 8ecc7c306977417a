/** One thing that is wrong with a folder of handlers. */
export interface HandlersProblem {
  /** The file’s name; empty for the folder itself. */
  readonly file: string;
  /** What was expected, and what came. */
  readonly message: string;
}

/** A folder of handlers cannot be used; it tells all that is wrong. */
export class HandlersError extends Error {
  override readonly name = 'HandlersError';
  readonly code = 'handlers_unusable';
  readonly problems: readonly HandlersProblem[];

  constructor(problems: readonly HandlersProblem[]) {
    super(problems.map(describeProblem).join('; '));
    this.problems = problems;
  }
}

export function describeProblem({ file, message }: HandlersProblem): string {
  return file === '' ? message : `${file}: ${message}`;
}
