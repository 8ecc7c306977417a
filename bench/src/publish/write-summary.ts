import type { Summary } from '../summary.js';

/** A summary as it lies in the repository: a line a figure, so that what has changed can be read in a diff. */
export function writeSummary(summary: Summary): string {
  const spread = /\{\s+"median": (\S+),\s+"min": (\S+),\s+"max": (\S+)\s+\}/g;
  const json = JSON.stringify(summary, undefined, 2);
  return `${json.replace(spread, '{ "median": $1, "min": $2, "max": $3 }')}\n`;
}
