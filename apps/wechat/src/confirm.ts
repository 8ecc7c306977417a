import { createInterface } from 'node:readline';
import { Failure } from './failure.js';
import type { Terminal } from './terminal.js';

export interface Dialogue {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/**
 * Goes on if `--yes` was given or somebody says so.
 *
 * @param question such as “Apply this?”
 * @throws Failure if nobody does, or nobody is there
 */
export async function confirm(question: string, isYes: boolean, terminal: Terminal): Promise<void> {
  if (isYes) return;
  if (!terminal.isInteractive) throw new Failure('Nothing was changed: there is no terminal to ask on; add --yes');
  if (!(await ask(question))) throw new Failure('Nothing was changed.');
}

/** Whether the answer is y or yes; an end of the input is a no. */
export function ask(
  question: string,
  { input, output }: Dialogue = { input: process.stdin, output: process.stderr },
): Promise<boolean> {
  const dialogue = createInterface({ input, output });
  return new Promise(resolve => {
    dialogue.once('close', () => resolve(false));
    dialogue.question(`${question} [y/N] `, answer => {
      resolve(/^\s*y(es)?\s*$/i.test(answer));
      dialogue.close();
    });
  });
}
