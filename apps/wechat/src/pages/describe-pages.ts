import { type BarRow, barTable } from '../bar-table.js';
import { number } from '../number.js';
import { printable } from '../printable.js';
import { ZONE } from '../shanghai-time.js';
import type { EntryReport, PagesReport } from './pages-report.js';

/** Which entry is used, as people read it: an entry a line. */
export function describeEntries(report: PagesReport, columns: number | undefined): string {
  const { entries } = report;
  const labels = labelsOf(entries);
  const most = Math.max(...entries.map(({ views }) => views));
  const rows = entries.map(
    ({ views, share }, index): BarRow => ({
      label: labels[index]!,
      figures: [number(views), `${(share * 100).toFixed(1)} %`],
      part: partOf(views, most),
    }),
  );
  if (rows.length === 0) return total(report);
  return [barTable({ label: 'entry', figures: ['views', 'share'] }, rows, columns), total(report)].join('\n\n');
}

/** When pages are opened, as people read it: a day a line. */
export function describeDays(report: PagesReport, columns: number | undefined): string {
  const most = Math.max(...report.days.map(({ views }) => views));
  const rows = report.days.map(
    ({ day, views }): BarRow => ({ label: day, figures: [number(views)], part: partOf(views, most) }),
  );
  return [barTable({ label: 'day', figures: ['views'] }, rows, columns), total(report)].join('\n\n');
}

function total({ views, since, until }: PagesReport): string {
  return `${number(views)} ${views === 1 ? 'view' : 'views'} from ${since} to ${until}, in days of ${ZONE}`;
}

/** The names of the buttons; with the URL where others are called the same, and that alone where it has none. */
function labelsOf(entries: readonly EntryReport[]): readonly string[] {
  const names = entries.map(entry => entry.names.join(', '));
  return entries.map(({ url, isInMenu }, index) => {
    const name = names[index]!;
    if (name === '') return printable(isInMenu === false ? `(in no menu) ${url}` : url);
    return printable(names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} (${url})`);
  });
}

function partOf(views: number, most: number): number {
  return most === 0 ? 0 : views / most;
}
