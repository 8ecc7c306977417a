import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';

t.test('README example', async t => {
  // build/test → the package
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const example = /```ts\n(.*?)```/s.exec(readme)?.[1];
  t.ok(example);
  const folder = t.testdir();
  const file = join(folder, 'example.mjs');
  writeFileSync(file, example ?? '');
  const output = execFileSync(process.execPath, [file], { cwd: folder, encoding: 'utf8' });
  t.match(output, /redis:\/\/127\.0\.0\.1:\d+ mongodb:\/\/127\.0\.0\.1:\d+\n$/);
});
