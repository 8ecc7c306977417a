/** A table in Markdown; texts to the left, figures to the right. */
export function markdownTable([heads, ...rows]: readonly (readonly string[])[], texts = 1): string {
  const rule = heads!.map((_, column) => (column < texts ? '---' : '---:'));
  return [heads!, rule, ...rows].map(row => `| ${row.map(escaped).join(' | ')} |`).join('\n');
}

const escaped = (cell: string) => cell.replaceAll('|', '\\|');
