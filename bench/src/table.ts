/** Lines up the rows, the first of which holds the headings; texts to the left, figures to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  ');
  const [heads, ...others] = rows;
  return [line(heads!), widths.map(width => '─'.repeat(width)).join('  '), ...others.map(line)].join('\n');
}
