/** A line that two texts share, or that only one of them has. */
export interface DiffLine {
  readonly sign: ' ' | '-' | '+';
  readonly line: string;
}

/** What turns one list of lines into the other, with as many kept as possible; where lines differ, the old come first. */
export function lineDiff(from: readonly string[], to: readonly string[]): readonly DiffLine[] {
  const kept = keptCounts(from, to);
  const diff: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < from.length || j < to.length) {
    if (i < from.length && from[i] === to[j]) {
      diff.push({ sign: ' ', line: from[i]! });
      i += 1;
      j += 1;
    } else if (i < from.length && kept[i + 1]![j]! >= (kept[i]![j + 1] ?? 0)) {
      diff.push({ sign: '-', line: from[i++]! });
    } else {
      diff.push({ sign: '+', line: to[j++]! });
    }
  }
  return diff;
}

/** `[i][j]`: how many lines can be kept of what is left from there; also for where a text ends. */
function keptCounts(from: readonly string[], to: readonly string[]): readonly (readonly number[])[] {
  const counts = Array.from({ length: from.length + 1 }, () => new Array<number>(to.length + 1).fill(0));
  for (let i = from.length - 1; i >= 0; i -= 1) {
    for (let j = to.length - 1; j >= 0; j -= 1) {
      counts[i]![j] = from[i] === to[j] ? 1 + counts[i + 1]![j + 1]! : Math.max(counts[i + 1]![j]!, counts[i]![j + 1]!);
    }
  }
  return counts;
}
