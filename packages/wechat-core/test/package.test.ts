import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { COMPILERS, installPackage, packPackage, runProgram } from '@wechat-pipeline/packed-package';
import { publint } from 'publint';
import t from 'tap';
import { PACKAGE } from './package-folder.js';

const NAME = '@wechat-pipeline/wechat-core';
const ENTRIES = ['', '/push', '/reply', '/menu', '/api', '/errors'];

const packed = await packPackage(t, PACKAGE);
const filesIn = (directory: string) =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter(path =>
    statSync(join(directory, path)).isFile(),
  );

t.test('what is published is sources, what they compile to, README and licence, and nothing else', async t => {
  const sources = filesIn(join(PACKAGE, 'src'));
  const compiled = sources.flatMap(path =>
    ['.d.ts', '.d.ts.map', '.js', '.js.map'].map(ending => `build/src/${path.replace(/\.ts$/, ending)}`),
  );
  const expected = ['LICENSE', 'README.md', 'package.json', ...sources.map(path => `src/${path}`), ...compiled];
  t.strictSame(filesIn(packed.directory).sort(), expected.sort());
  for (const map of compiled.filter(path => path.endsWith('.map'))) {
    const { sources: mapped } = JSON.parse(readFileSync(join(packed.directory, map), 'utf8'));
    for (const source of mapped)
      t.ok(existsSync(join(packed.directory, dirname(map), source)), `${map} finds ${source}`);
  }
  const licence = (directory: string) => readFileSync(join(directory, 'LICENSE'), 'utf8');
  t.equal(licence(packed.directory), licence(join(PACKAGE, '../..')));
});

t.test('publint has nothing to say', async t => {
  const { messages } = await publint({ pack: { tarball: new Uint8Array(readFileSync(packed.tarball)).buffer } });
  t.strictSame(messages, []);
});

t.test('its types are what an ES module’s are, in each entry', async t => {
  const analysis = await checkPackage(createPackageFromTarballData(readFileSync(packed.tarball)));
  if (!analysis.types) return t.fail('no types');
  // What is internal is this repository's own: its fuzzing and its benches look at the readers apart.
  const entries = [...ENTRIES.map(entry => `.${entry}`), './internal/*', './package.json'];
  t.strictSame(Object.keys(analysis.entrypoints).sort(), entries.sort());
  // node10 knows no `exports`; CommonJS can `require` an ES module since Node.js 20.19, which this tool does not know.
  const problems = analysis.problems.filter(
    problem => !('resolutionKind' in problem && /^node1(0|6-cjs)$/.test(problem.resolutionKind)),
  );
  t.strictSame(problems, []);
});

t.test('pushes, replies and menus need nothing of the server API, nor what it is made with', async t => {
  const { installed, evaluate } = await installPackage(t, packed, { without: ['undici'] });
  rmSync(join(installed, 'build/src/api'), { recursive: true });
  const loads = ENTRIES.map(entry => `await import('${NAME}${entry}').then(() => true, () => false)`);
  t.strictSame(evaluate(`[${loads}]`), [false, true, true, true, false, true], ENTRIES.join());
});

t.test('the whole is the sum of its entries, which have nothing in common', async t => {
  const { evaluate } = await installPackage(t, packed);
  const namesOf = (load: (entry: string) => string) =>
    evaluate<string[][]>(`[${ENTRIES.map(entry => `Object.keys(${load(NAME + entry)})`)}]`);
  const [whole = [], ...parts] = namesOf(entry => `await import('${entry}')`);
  t.strictSame(parts.flat().sort(), whole.sort());
  const [required = []] = namesOf(
    entry => `process.getBuiltinModule('module').createRequire(import.meta.url)('${entry}')`,
  );
  t.strictSame(required.sort(), whole, 'CommonJS can have it, too');
});

const OPTIONS = '--target es2023 --lib es2023 --strict --exactOptionalPropertyTypes --noUncheckedIndexedAccess'.split(
  ' ',
);
const RESOLUTIONS = {
  nodenext: ['--module', 'nodenext', '--moduleResolution', 'nodenext'],
  bundler: ['--module', 'preserve', '--moduleResolution', 'bundler'],
};

t.test('a program of somebody else compiles, its libraries checked, and runs', async t => {
  const { directory } = await installPackage(t, packed);
  cpSync(join(PACKAGE, 'test/programs/consumer.ts'), join(directory, 'consumer.ts'));
  for (const [compiler, tsc] of COMPILERS) {
    for (const [resolution, options] of Object.entries(RESOLUTIONS)) {
      const compiled = runProgram(directory, process.execPath, tsc, ...OPTIONS, ...options, 'consumer.ts');
      t.strictSame(compiled, { status: 0, output: '' }, `${compiler}, ${resolution}`);
    }
  }
  t.strictSame(runProgram(directory, process.execPath, 'consumer.js'), {
    status: 0,
    output: 'true\nsignature_mismatch true\napi_unreachable refresh-token\n',
  });
});
