import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readAccountFile } from '@wechat-pipeline/accounts/file';
import { directoryForTest } from '@wechat-pipeline/local-servers';
import t from 'tap';

const ROOT = join(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const namesIn = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name!).sort();

t.test('what the documents link to is there', async t => {
  const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md'];
  const pages = ['owner.md', 'owner.zh-CN.md', 'pages.md', 'performance.md', 'webhooks.md'].map(name => `docs/${name}`);
  const more = [...pages, 'apps/session/README.md', 'bench/README.md', 'examples/webhook-receiver/README.md'];
  for (const document of [...documents, ...more]) {
    for (const path of namesIn(read(document), /\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)) {
      t.ok(existsSync(join(ROOT, dirname(document), path)), `${document} links to ${path}`);
    }
  }
});

t.test('README, .env.example and the programs name the same variables', async t => {
  const table = read('README.md').split('## Environment')[1]!.split('##')[0]!;
  const documented = namesIn(table, /`([A-Z][A-Z_]{3,})`(?= \||, `)/g);
  const example = namesIn(read('.env.example'), /^#?([A-Z_]+)=/gm);
  const programs = ['ingress', 'session', 'worker'].map(app => `apps/${app}/src/env.ts`);
  const sources = [...programs, 'packages/service/src/variables.ts'];
  const read_ = [...new Set(sources.flatMap(path => namesIn(read(path), /^ {2,4}([A-Z_]+): /gm)))].sort();
  t.strictSame(documented, read_);
  t.strictSame(example, read_);
});

t.test('the account file of the page on pages is one', async t => {
  const [file = ''] = namesIn(read('docs/pages.md'), /```yaml\n(.*?)```/gs);
  t.match(readAccountFile(file).file, { pages: { name: '示例公众号' }, menu: { button: [{ type: 'view' }] } });
});

t.test('the way of a push, as README tells it, names files in the order of the steps', async t => {
  const steps = read('README.md').split('## The way of a push')[1]!.split('\n##')[0]!;
  t.equal(namesIn(steps, /^(\d)\. /gm).length, 7);
  t.equal(namesIn(steps, /\((apps|packages)\//g).length, 7);
});

/** A copy of the sources that can be changed and compiled. */
async function copySources(t: Parameters<typeof directoryForTest>[0]) {
  const copy = await directoryForTest(t, 'sources');
  const filter = (path: string) => !/\/(node_modules|build)$/.test(path);
  for (const name of ['apps', 'packages', 'tsconfig.base.json']) {
    cpSync(join(ROOT, name), join(copy, name), { recursive: true, filter });
  }
  mkdirSync(join(copy, 'node_modules/@wechat-pipeline'), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (name !== '@wechat-pipeline') symlinkSync(join(ROOT, 'node_modules', name), join(copy, 'node_modules', name));
  }
  for (const name of readdirSync(join(ROOT, 'packages'))) {
    symlinkSync(join(copy, 'packages', name), join(copy, 'node_modules/@wechat-pipeline', name));
  }
  // tap has every node that it sees starting load its hooks, which the compiler does not survive.
  const tsc = ['-u', 'NODE_OPTIONS', process.execPath, join(ROOT, 'node_modules/typescript/bin/tsc')];
  const compile = (project: string) => spawnSync('env', [...tsc, '-b', project], { cwd: copy, encoding: 'utf8' });
  const edit = (path: string, change: (text: string) => string) =>
    writeFileSync(join(copy, path), change(existsSync(join(copy, path)) ? readFileSync(join(copy, path), 'utf8') : ''));
  return { copy, compile, edit };
}

const [greeting = '', scan = ''] = namesIn(read('README.md'), /```ts\n(.*?)```/gs).sort((a, b) => a.length - b.length);

t.test('README’s answer compiles, is put into the list, and answers', async t => {
  const { copy, compile, edit } = await copySources(t);
  edit('apps/ingress/src/answers/greeting.ts', () => greeting);
  edit('apps/ingress/src/answers/index.ts', text =>
    `import { greeting } from './greeting.js';\n${text}`.replace(
      'readonly Answer[] = [];',
      'readonly Answer[] = [greeting];',
    ),
  );
  t.match(compile('apps/ingress'), { status: 0, stdout: '' });
  const { accountRules } = await import(pathToFileURL(join(copy, 'apps/ingress/build/src/answers/index.js')).href);
  const answerTo = (content: string, replies?: object) =>
    accountRules(replies).answerTo({ kind: 'text', content }).reply.fields.Content;
  t.equal(answerTo('Hello'), '你好！');
  t.equal(answerTo('bye'), '编辑@+您想说的话,我们可以收到');
  const replies = { keywords: [{ contains: 'hello', text: 'as the file says' }] };
  t.equal(answerTo('Hello', replies), '你好！', 'before the file');
  t.equal(answerTo('Hello there', replies), 'as the file says');
});

t.test('README’s handler compiles, and the compiler asks for it when its kind is listed', async t => {
  const { compile, edit } = await copySources(t);
  edit('packages/jobs/src/kinds.ts', text => text.replace("view: 'view',", "view: 'view', scan: 'scan',"));
  const { status, stdout } = compile('apps/worker');
  t.not(status, 0);
  t.match(stdout, /handlers\/index\.ts.*'scan' is missing/s);
  edit('apps/worker/src/handlers/scan.ts', () => `${scan}\ndeclare function noteScan(...of: string[]): Promise<void>;`);
  edit('apps/worker/src/handlers/index.ts', text =>
    `import { scan } from './scan.js';\n${text}`.replace('{ subscribe,', '{ scan, subscribe,'),
  );
  t.match(compile('apps/worker'), { status: 0, stdout: '' });
  t.match(compile('apps/ingress'), { status: 0, stdout: '' });
});
