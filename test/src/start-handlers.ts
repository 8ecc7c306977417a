import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoryForTest, type Teardown } from '@wechat-pipeline/local-servers';
import { startPipeline, until } from './start-pipeline.js';

const JOURNAL = `
import { appendFileSync, readFileSync } from 'node:fs';
export const note = line => appendFileSync(process.env.JOURNAL, line + '\\n');
export const noted = line => readFileSync(process.env.JOURNAL, 'utf8').split('\\n').filter(other => other === line).length;
`;

/** The real programs with handlers of the owner's: their sources, by name, each with `note(line)` and `noted(line)`. */
export async function startHandlers(t: Teardown, modules: Readonly<Record<string, string>>) {
  const folder = await directoryForTest(t, 'handlers');
  const journal = join(folder, 'journal.txt');
  writeFileSync(journal, '');
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, '_journal.js'), JOURNAL);
  for (const [name, source] of Object.entries(modules)) {
    writeFileSync(join(folder, name), `import { note, noted } from './_journal.js';\n${source}`);
  }
  return { ...(await startWith(t, folder, { JOURNAL: journal })), ...readJournal(journal) };
}

/** The real programs with that folder of handlers. */
export async function startWith(t: Teardown, folder: string, variables: Readonly<Record<string, string>> = {}) {
  const pipeline = await startPipeline(t, { autoFollow: 'o' });
  const { handler: queue } = pipeline.forwardQueues();
  return {
    ...pipeline,
    queue,
    startIngress: () => pipeline.startIngress({ HANDLERS_DIR: folder }),
    startWorker: () => pipeline.startWorker({ HANDLERS_DIR: folder, ...variables }),
    /** Resolves when so many jobs of handlers wait for their next attempt, which they then get at once. */
    async tryAgain(jobs: number): Promise<void> {
      await until(async () => (await queue.getDelayedCount()) === jobs);
      await queue.promoteJobs();
    },
  };
}

function readJournal(path: string) {
  /** What handlers have noted, in its order. */
  const journal = () => readFileSync(path, 'utf8').trimEnd().split('\n');
  return {
    journal,
    /** Resolves when that has been noted so many times. */
    notes: (line: string, times = 1) =>
      until(async () => existsSync(path) && journal().filter(other => other === line).length >= times),
  };
}
