import { styleText } from 'node:util';

export type Colour = 'red' | 'green' | 'yellow' | 'gray';

/** Where a command writes, and how. */
export interface Terminal {
  /** What was asked for, on stdout: as JSON for scripts, or as text for people. */
  result(value: unknown, text: string): void;
  /** What is told beside it, on stderr. */
  note(text: string): void;
  /** A result's text in that colour, if somebody looks at it. */
  colour(colour: Colour, text: string): string;
  /** How many characters fit into a line of a result; undefined where it goes to no terminal. */
  readonly columns: number | undefined;
  /** Whether somebody is there to watch progress and to answer. */
  readonly isInteractive: boolean;
}

export function openTerminal(isJson: boolean): Terminal {
  // `hasColors` knows NO_COLOR.
  const isColourful = !isJson && process.stdout.isTTY === true && process.stdout.hasColors();
  return {
    result(value, text) {
      process.stdout.write(`${isJson ? JSON.stringify(value, undefined, 2) : text}\n`);
    },
    note(text) {
      process.stderr.write(`${text}\n`);
    },
    colour: (colour, text) => (isColourful ? styleText(colour, text) : text),
    columns: process.stdout.isTTY === true ? process.stdout.columns : undefined,
    isInteractive: process.stdin.isTTY === true && process.stderr.isTTY === true,
  };
}
