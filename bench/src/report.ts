import type { Summary } from './summary.js';
import { summaryTable } from './summary-table.js';
import { table } from './table.js';

/** A result for the terminal. */
export function report(summary: Summary): string {
  const { title, versions, notes } = summary;
  const servers = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    title,
    '',
    table(summaryTable(summary)),
    '',
    ...[...notes, ...(servers.length > 0 ? [servers.join(', ')] : [])].map(note => `- ${note}`),
  ].join('\n');
}
