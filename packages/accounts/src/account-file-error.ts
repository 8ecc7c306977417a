import { describeProblem, type Problem } from './problem.js';

/** The file cannot be used. Its message has a line for each problem, and shows no secret. */
export class AccountFileError extends Error {
  override readonly name = 'AccountFileError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.problems = problems;
  }
}
