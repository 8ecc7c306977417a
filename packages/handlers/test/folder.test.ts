import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { handledKinds, loadHandlers } from '../src/folder.js';
import { handlersFolder } from './handlers-folder.js';

const HANDLER = 'export default () => {};';
const THROWS = 'throw new Error("imported");';

t.test('a module is for the kind that its file is named for, and what is beside the modules is left alone', async t => {
  const folder = await handlersFolder(t, {
    'click.js': 'export default ({ push }) => push.eventKey;',
    'text.mjs': 'export default { kind: "text", handle: ({ push }) => push.content };',
    'unknown.js': HANDLER,
    'click.d.ts': '',
    'click.js.map': '{}',
    'text.ts': '',
    'README.md': '',
    '_answers.js': THROWS,
    '.hidden.js': THROWS,
    'node_modules/library/index.js': THROWS,
    'scan.js/index.js': THROWS,
  });
  t.strictSame([...handledKinds(folder)], ['click', 'text', 'unknown']);
  const handlers = await loadHandlers(folder);
  t.strictSame([...handlers.keys()], ['click', 'text', 'unknown']);
  const push = { eventKey: 'HELP', content: 'hi' };
  const answerOf = (kind: 'click' | 'text') => handlers.get(kind)?.({ push } as never);
  t.equal(answerOf('click'), 'HELP');
  t.equal(answerOf('text'), 'hi');
});

t.test('a module behind a link is one, too', async t => {
  const [folder, elsewhere] = [await handlersFolder(t, {}), await handlersFolder(t, { 'module.js': HANDLER })];
  symlinkSync(join(elsewhere, 'module.js'), join(folder, 'click.js'));
  t.strictSame([...(await loadHandlers(folder)).keys()], ['click']);
});

t.test('to know the kinds no module is imported', async t => {
  t.strictSame([...handledKinds(await handlersFolder(t, { 'click.js': THROWS }))], ['click']);
});

const EXPECTED = 'expected a function, or what defineHandler makes, as default export, got ';
const WRONG: readonly (readonly [title: string, modules: Record<string, string>, problems: readonly string[]])[] = [
  [
    'names that are no kinds',
    { 'clik.js': HANDLER, 'LOCATION.mjs': HANDLER, 'constructor.js': HANDLER },
    [
      'LOCATION.mjs: expected the name of a kind, perhaps location, ',
      'clik.js: expected the name of a kind, perhaps click, ',
      'constructor.js: expected the name of a kind, perhaps ',
    ],
  ],
  ['no module', { 'click.ts': '' }, ['expected a module named for a kind, such as click.js, got none; TypeScript is']],
  [
    'two modules for a kind',
    { 'click.js': HANDLER, 'click.mjs': HANDLER },
    ['click.mjs: expected one module for a kind, there is click.js, too'],
  ],
];
const UNLOADABLE: typeof WRONG = [
  ...WRONG,
  [
    'modules that cannot be imported',
    {
      'click.js': `const a = 1;\n${THROWS}`,
      'scan.js': 'export default a b;',
      'text.js': 'import "not-installed";',
      'view.js': 'throw "a text";',
    },
    [
      'click.js: expected a module that can be imported, got Error in line 2: imported',
      'scan.js: expected a module that can be imported, got SyntaxError: Unexpected identifier',
      "text.js: expected a module that can be imported, got Error: Cannot find package 'not-installed'",
      'view.js: expected a module that can be imported, got something thrown that is no Error: of type string',
    ],
  ],
  [
    'default exports that are no handlers',
    {
      'click.js': 'export const click = () => {};',
      'scan.js': 'export default 7;',
      'text.js': 'export default null;',
      'view.js': 'export default { kind: "view", handle: "this" };',
      'voice.js': 'export default { kind: "video", handle() {} };',
    },
    [
      `click.js: ${EXPECTED}no default export`,
      `scan.js: ${EXPECTED}a default export that is of type number`,
      `text.js: ${EXPECTED}a default export that is null`,
      `view.js: ${EXPECTED}a default export that is of type object`,
      'voice.js: expected a handler of voice, as the file’s name says, got one of video',
    ],
  ],
  [
    'some of everything',
    { 'clik.js': HANDLER, 'click.js': THROWS },
    ['clik.js: expected the name of a kind, perhaps click, ', 'click.js: expected a module that can be imported'],
  ],
];

for (const [title, modules, problems] of UNLOADABLE) {
  t.test(`all that is wrong is told at once: ${title}`, async t => {
    const error = await loadHandlers(await handlersFolder(t, modules)).catch(error => error);
    t.match(error, { name: 'HandlersError', code: 'handlers_unusable' });
    const told = error.message.split('; ').join('\n');
    for (const problem of problems) t.ok(told.includes(problem.split('; ').join('\n')), `${problem} in ${told}`);
    t.equal(error.problems.length, problems.length);
  });
}

for (const [title, modules] of WRONG) {
  t.test(`names are checked without importing anything: ${title}`, async t => {
    const folder = await handlersFolder(t, modules);
    t.throws(() => handledKinds(folder), { code: 'handlers_unusable' });
  });
}

t.test('a folder that is not there, or is no folder, is told', async t => {
  const folder = await handlersFolder(t, { 'click.js': HANDLER });
  for (const [path, code] of [
    [join(folder, 'none'), 'ENOENT'],
    [join(folder, 'click.js'), 'ENOTDIR'],
  ] as const) {
    const message = `expected a folder that can be read, got ${code}`;
    t.throws(() => handledKinds(path), { message });
    await t.rejects(loadHandlers(path), { message });
  }
});

t.test('a program that cannot start without its handlers ends with one message', async t => {
  const folder = await handlersFolder(t, { 'clik.js': HANDLER, 'text.js': THROWS });
  const entry = new URL('../src/folder.js', import.meta.url).href;
  const run = (expression: string) => {
    const source = `import { handledKindsAtStart, loadHandlersAtStart } from '${entry}'; console.log(${expression});`;
    // tap has every node that it sees starting load its hooks.
    const command = ['-u', 'NODE_OPTIONS', process.execPath, '--input-type=module', '--eval', source];
    return spawnSync('env', command, { encoding: 'utf8' });
  };
  const lines = (stderr: string) => stderr.trimEnd().split('\n');
  const ingress = run(`handledKindsAtStart('ingress', '${folder}')`);
  t.match(ingress, { status: 1, stdout: '' });
  t.match(lines(ingress.stderr), [
    `ingress cannot start, because of HANDLERS_DIR (${folder}):`,
    /^ {2}clik\.js: expected the name of a kind, perhaps click/,
    'packages/handlers/README.md tells what belongs there.',
  ]);
  const worker = run(`await loadHandlersAtStart('worker', '${folder}')`);
  t.match(worker, { status: 1, stdout: '' });
  t.match(lines(worker.stderr), [/^worker cannot/, /^ {2}clik\.js/, /^ {2}text\.js: .*: imported$/, /README/]);
  t.match(run(`handledKindsAtStart('ingress').size, (await loadHandlersAtStart('worker')).size`), {
    status: 0,
    stdout: '0 0\n',
  });
});
