import { inspect, stripVTControlCharacters } from 'node:util';

const WIDTH = 100;

/** A document as the shell of MongoDB shows it, in as few lines as it takes; `isPart`: there is more in it. */
export function documentText(
  document: Readonly<Record<string, unknown>>,
  { isPart, isColoured }: { readonly isPart: boolean; readonly isColoured: boolean },
): string {
  const fields = Object.entries(document).map(
    ([name, value]) => `${name}: ${inspect(value, { colors: isColoured, breakLength: Number.POSITIVE_INFINITY })}`,
  );
  const lines = [isPart ? '…, ' : ''];
  for (const field of fields) {
    const line = `${lines.at(-1)}${field}, `;
    if (lines.at(-1) === '' || stripVTControlCharacters(line).length < WIDTH) lines[lines.length - 1] = line;
    else lines.push(`${field}, `);
  }
  return `{ ${lines
    .map(line => line.trimEnd())
    .join('\n  ')
    .replace(/,$/, '')} }`;
}
