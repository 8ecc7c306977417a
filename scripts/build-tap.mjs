import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './run-quietly.mjs';

/**
 * Puts together the Test class of the plugins that .taprc names. tap would notice by itself, and still do its first run
 * with the old set.
 */
export async function buildTap(root) {
  const tap = join(root, 'node_modules', 'tap');
  // In the folder that is made anew by each build and each installation.
  const marker = join(root, 'node_modules', '@tapjs', 'test', 'test-built', '.built-for');
  const hash = createHash('sha256');
  for (const file of [join(root, '.taprc'), join(tap, 'package.json')]) hash.update(readFileSync(file));
  const wanted = hash.digest('hex');
  // What is built finds its plugins through .tap/plugins.
  const isBuilt = existsSync(join(root, '.tap', 'plugins')) && existsSync(marker);
  if (isBuilt && readFileSync(marker, 'utf8') === wanted) return;
  await runQuietly(process.execPath, [join(tap, 'dist', 'esm', 'run.mjs'), 'build'], {
    cwd: root,
    slow: 'building tap (once) …',
    failure: 'tap could not be built',
  });
  writeFileSync(marker, wanted);
}
