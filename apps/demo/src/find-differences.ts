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

/** What of a document ought to be gone, in words: each field that is not expected at all. */
export function findLeftovers(
  seen: Readonly<Record<string, unknown>> | null,
  expected: Readonly<Record<string, unknown>>,
): string[] {
  const left = Object.keys(seen ?? {}).filter(name => !Object.hasOwn(expected, name));
  return left.map(name => `${name}: expected to be deleted, is still there`);
}

function describe(value: unknown): string {
  if (value === undefined) return 'none';
  if (value === ANY) return 'a value';
  return JSON.stringify(value);
}
