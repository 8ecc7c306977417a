import { mkdir, writeFile } from 'node:fs/promises';
import type { Series } from './interleave.js';
import type { Summary } from './summary.js';

const RESULTS = new URL('../../results/', import.meta.url);

/** Writes a result with all its samples to `bench/results/NAME.json`. */
export async function saveResult(summary: Summary, series: readonly Series[]): Promise<void> {
  await mkdir(RESULTS, { recursive: true });
  const file = new URL(`${summary.name}.json`, RESULTS);
  await writeFile(file, `${JSON.stringify({ ...summary, series }, undefined, 2)}\n`);
}
