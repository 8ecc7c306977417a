import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { directoryForTest, type Teardown } from '@wechat-pipeline/local-servers';

/** A folder of ES modules: their sources, by name. */
export async function handlersFolder(t: Teardown, modules: Readonly<Record<string, string>>): Promise<string> {
  const folder = await directoryForTest(t, 'handlers');
  for (const [name, source] of Object.entries({ 'package.json': '{ "type": "module" }', ...modules })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), source);
  }
  return folder;
}
