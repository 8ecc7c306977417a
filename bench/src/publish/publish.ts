import { readdir, readFile, writeFile } from 'node:fs/promises';
import type { Summary } from '../summary.js';
import { drawChart } from './draw-chart.js';
import { performancePage } from './performance-page.js';
import { withFigures } from './readme-figures.js';
import { writeSummary } from './write-summary.js';

/** The repository's `docs`. */
export const DOCS = new URL('../../../../docs/', import.meta.url);

/** Puts results beside those that were published before: figures, chart and table. */
export async function publish(results: readonly Summary[], docs = DOCS): Promise<void> {
  for (const summary of results) {
    await writeFile(new URL(`performance/${summary.name}.json`, docs), writeSummary(summary));
  }
  for (const [path, text] of await publishedFiles(docs)) await writeFile(new URL(path, docs), text);
}

const README = '../README.md';

/** What the published results look like: README with its figures, the page, and a chart each, by their paths in `docs`. */
export async function publishedFiles(docs = DOCS): Promise<ReadonlyMap<string, string>> {
  const summaries = await readSummaries(docs);
  const files = new Map<string, string>();
  for (const summary of summaries) files.set(`performance/${summary.name}.svg`, await drawChart(summary));
  const [page, readme] = await Promise.all(
    ['performance.md', README].map(path => readFile(new URL(path, docs), 'utf8')),
  );
  return files.set('performance.md', performancePage(page!, summaries)).set(README, withFigures(readme!, summaries));
}

async function readSummaries(docs: URL): Promise<readonly Summary[]> {
  const folder = new URL('performance/', docs);
  const names = (await readdir(folder)).filter(name => name.endsWith('.json')).sort();
  // Sound: written by writeSummary, and read by what has the same type.
  return Promise.all(names.map(async name => JSON.parse(await readFile(new URL(name, folder), 'utf8')) as Summary));
}
