import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import t from 'tap';

t.test('the README’s examples run', async t => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const examples = [...readme.matchAll(/```js\n(.*?)```/gs)].map(([, code]) => code ?? '');
  t.equal(examples.length, 3);
  for (const [index, code] of examples.entries()) {
    const directory = t.testdir({ [`example-${index}.mjs`]: code });
    await t.resolves(import(pathToFileURL(`${directory}/example-${index}.mjs`).href));
  }
});
