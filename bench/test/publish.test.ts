import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { directoryForTest } from '@wechat-pipeline/local-servers';
import t, { type Test } from 'tap';
import { DOCS, publish, publishedFiles } from '../src/publish/publish.js';
import type { Summary } from '../src/summary.js';
import { result, summaryOf } from './summaries.js';

t.test('what docs/performance.md and its charts show is what the results there say', async t => {
  for (const [path, text] of await publishedFiles()) {
    t.equal(await readFile(new URL(path, DOCS), 'utf8'), text, `${path}: npm run bench -- --redraw`);
  }
});

/** A `docs` that may be written to. */
async function copyDocs(t: Test): Promise<URL> {
  const docs = pathToFileURL(`${await directoryForTest(t, 'repository')}/docs/`);
  await mkdir(new URL('performance/', docs), { recursive: true });
  await cp(new URL('../README.md', DOCS), new URL('../README.md', docs));
  await cp(new URL('performance.md', DOCS), new URL('performance.md', docs));
  return docs;
}

t.test('a result is published as figures, table and chart; once more from its figures nothing changes', async t => {
  const docs = await copyDocs(t);
  const read = (path: string) => readFile(new URL(path, docs), 'utf8');
  const summary = summaryOf({ name: 'text' });
  await publish([summary], docs);
  t.strictSame(JSON.parse(await read('performance/text.json')) satisfies Summary, summary);
  t.match(await read('performance.md'), '| ingress | 64 connections | 900 [900–1,100] |');
  t.match(await read('performance/text.svg'), '<title>a title</title>');
  const files = await publishedFiles(docs);
  t.strictSame([...files.keys()].sort(), ['../README.md', 'performance.md', 'performance/text.svg']);
  for (const [path, text] of files) t.equal(await read(path), text);
  await publish([summaryOf(result({ name: 'text', title: 'another' }))], docs);
  t.match(await read('performance/text.svg'), '<title>another</title>');
  await rm(new URL('performance/text.json', docs));
  t.match((await publishedFiles(docs)).get('performance.md'), /<!-- bench: text -->\n\nNot measured yet\./);
});
