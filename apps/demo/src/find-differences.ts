import { isDeepStrictEqual } from 'node:util';

/** Stands for any value, as long as there is one. */
export const ANY = Symbol('any value');

/** What is wrong with a document, in words: each field that is not as expected, `undefined` meaning absent. */
export function findDifferences(
  seen: Readonly<Record<string, unknown>> | null,
  expected: Readonly<Record<string, unknown>>,
): string[] {
  if (seen === null) return ['there is no document'];
  return Object.entries(expected)
    .filter(([name, value]) => (value === ANY ? seen[name] === undefined : !isDeepStrictEqual(seen[name], value)))
    .map(([name, value]) => `${name}: expected ${describe(value)}, saw ${describe(seen[name])}`);
}

function describe(value: unknown): string {
  if (value === undefined) return 'none';
  if (value === ANY) return 'a value';
  return JSON.stringify(value);
}
