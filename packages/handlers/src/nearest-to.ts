const MOST = 3;

/** Of these names those that are most like that one. */
export function nearestTo(name: string, names: readonly string[]): readonly string[] {
  return names
    .map(other => ({ other, changes: changesBetween(name, other) }))
    .sort((a, b) => a.changes - b.changes)
    .slice(0, MOST)
    .map(({ other }) => other);
}

/** How many characters are to be put in, taken out or replaced, to make the one of the other. */
function changesBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [line, character] of [...one].entries()) {
    const next = [line + 1];
    for (let column = 0; column < other.length; column += 1) {
      const replaced = row[column]! + (other[column] === character ? 0 : 1);
      next.push(Math.min(replaced, row[column + 1]! + 1, next[column]! + 1));
    }
    row = next;
  }
  return row.at(-1)!;
}
