/** Where a command writes, and how. */
export interface Terminal {
  /** What was asked for, on stdout: as JSON for scripts, or as text for people. */
  result(value: unknown, text: string): void;
  /** What is told beside it, on stderr. */
  note(text: string): void;
  /** Whether somebody is there to watch progress and to answer. */
  readonly isInteractive: boolean;
}

export function openTerminal(isJson: boolean): Terminal {
  return {
    result(value, text) {
      process.stdout.write(`${isJson ? JSON.stringify(value, undefined, 2) : text}\n`);
    },
    note(text) {
      process.stderr.write(`${text}\n`);
    },
    isInteractive: process.stdin.isTTY === true && process.stderr.isTTY === true,
  };
}
