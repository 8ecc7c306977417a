import type { Summary } from '../summary.js';
import { circumstances, summaryTable } from '../summary-table.js';
import { markdownTable } from './markdown-table.js';
import { targetsTable } from './targets-table.js';

const NOT_MEASURED = 'Not measured yet.';

/**
 * docs/performance.md with the results in their places, between `<!-- bench: NAME -->` and `<!-- /bench -->`, and the targets
 * in that of `targets`. A result without a place gets one at the end.
 */
export function performancePage(page: string, summaries: readonly Summary[]): string {
  const homeless = summaries.filter(({ name }) => !page.includes(opening(name)));
  const sections = homeless.map(({ name }) => `\n## ${name}\n\n${opening(name)}\n${CLOSING}\n`);
  return `${page}${sections.join('')}`.replace(PLACE, (_, name: string) => {
    const summary = summaries.find(one => one.name === name);
    const content = name === 'targets' ? targetsTable(summaries) : summary ? section(summary) : NOT_MEASURED;
    return `${opening(name)}\n\n${content}\n\n${CLOSING}`;
  });
}

const PLACE = /<!-- bench: ([\w-]+) -->.*?<!-- \/bench -->/gs;
const CLOSING = '<!-- /bench -->';
const opening = (name: string) => `<!-- bench: ${name} -->`;

function section(summary: Summary): string {
  const { name, title, command, at, notes } = summary;
  const rows = summaryTable(summary);
  const texts = rows[0]!.includes('at') ? 2 : 1;
  return [
    `<a id="${name}"></a>`,
    `![${title}](performance/${name}.svg)`,
    markdownTable(rows, texts),
    [`\`${command}\`, ${at.slice(0, 10)}; [the figures](performance/${name}.json)`, circumstances(summary), ...notes]
      .map(note => `- ${note}`)
      .join('\n'),
  ].join('\n\n');
}
