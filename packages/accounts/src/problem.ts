/** One thing that is wrong with the file. */
export interface Problem {
  /** Counted from 1; undefined for the file as a whole. */
  readonly line: number | undefined;
  /** Such as `replies.keywords[2].pattern`; undefined where it is no field's. */
  readonly field: string | undefined;
  /** What was expected, and what came. */
  readonly message: string;
}

export function describeProblem({ line, field, message }: Problem): string {
  return [line && `line ${line}`, field, message].filter(Boolean).join(': ');
}

/** A path as one reads it: `accounts[1].replies.follow`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}
