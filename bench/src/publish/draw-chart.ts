import { Error as ERRORS, logger, parse, View } from 'vega';
import { compile } from 'vega-lite';
import type { Summary } from '../summary.js';
import { figure, PLURAL } from '../summary-table.js';
import { chartRows } from './chart-rows.js';
import { chartSpec } from './chart-spec.js';
import { onPaper } from './on-paper.js';

/** A result as a chart in SVG: medians, and a whisker from the least to the most of all rounds. */
export async function drawChart(summary: Summary): Promise<string> {
  const { title, name, chart, unit } = summary;
  const { axis, scale } = { axis: `${PLURAL[unit]} per second`, scale: 'linear' as const, ...chart };
  const rows = chartRows(summary);
  const [subject = name, more = title] = title.split(/: (.*)/s);
  const options = { title: subject, subtitle: linesOf(more), axis, scale, rows };
  // It warns of what is meant: each group has rows of its own.
  const { spec } = compile(chartSpec(options), { logger: logger(ERRORS) });
  const svg = await new View(parse(spec), { renderer: 'none' }).toSVG();
  const told = rows.map(row => {
    const what = [row.variant, row.group, row.figure].filter(Boolean).join(', ');
    return `${what}: ${row.label}, from ${figure(row.min)} to ${figure(row.max)}`;
  });
  return onPaper(svg, { title, description: `${axis}. ${told.join('; ')}.` });
}

const LINE_CHARACTERS = 80;

function linesOf(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (lines.length > 0 && longer.length <= LINE_CHARACTERS) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
