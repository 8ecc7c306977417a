import { mkdir, writeFile } from 'node:fs/promises';
import type { Result } from './bench.js';
import { compare } from './compare.js';
import type { machine } from './machine.js';
import type { Options } from './options.js';

const RESULTS = new URL('../../results/', import.meta.url);

/** Writes a result with all its samples to `bench/results/NAME.json`. */
export async function saveResult(result: Result, on: ReturnType<typeof machine>, options: Options): Promise<void> {
  const { series, baselines, versions, ...rest } = result;
  const comparisons = baselines.flatMap(name => {
    const baseline = series.find(one => one.name === name)!;
    return series.filter(one => one !== baseline).map(one => ({ series: one.name, ...compare(one, baseline) }));
  });
  const at = new Date().toISOString();
  const { seconds, rounds, followers } = options;
  const machineWithServers = { ...on, versions: { ...on.versions, ...versions } };
  const file = {
    ...rest,
    at,
    machine: machineWithServers,
    options: { seconds, rounds, followers },
    comparisons,
    series,
  };
  await mkdir(RESULTS, { recursive: true });
  await writeFile(new URL(`${result.name}.json`, RESULTS), `${JSON.stringify(file, undefined, 2)}\n`);
}
