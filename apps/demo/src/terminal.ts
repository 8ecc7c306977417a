import { documentText } from './document-text.js';

const LABEL_WIDTH = 10;

/** What the demo shows, for a person who reads along. */
export interface Terminal {
  title(text: string): void;
  /** One thing under a title: `  answer    200 success`. */
  line(label: string, text: string): void;
  /** {@link line}, of a document, or of a part of one. */
  document(label: string, document: Readonly<Record<string, unknown>>, isPart?: boolean): void;
  warning(text: string): void;
  failure(text: string): void;
}

export function createTerminal(isColoured: boolean): Terminal {
  const paint = (code: number, text: string) => (isColoured ? `\u001b[${code}m${text}\u001b[0m` : text);
  const [bold, dim, red, yellow] = [1, 2, 31, 33].map(code => (text: string) => paint(code, text));
  const show = (label: string, text: string) => {
    const rest = text.replaceAll('\n', `\n${' '.repeat(LABEL_WIDTH + 3)}`);
    process.stdout.write(`  ${dim!(label.padEnd(LABEL_WIDTH))} ${rest}\n`);
  };
  return {
    title: text => process.stdout.write(`\n${bold!(text)}\n`),
    line: show,
    document: (label, document, isPart = false) => show(label, documentText(document, { isPart, isColoured })),
    warning: text => process.stdout.write(`  ${yellow!(`! ${text.replaceAll('\n', '\n    ')}`)}\n`),
    failure: text => process.stderr.write(`\n${red!(text)}\n`),
  };
}
