import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { COMPILERS, installPackage, packPackage, runProgram } from '@wechat-pipeline/packed-package';
import { publint } from 'publint';
import t from 'tap';
import { PACKAGE } from './package-folder.js';

const packed = await packPackage(t, PACKAGE);

t.test('what is published is sources, what they compile to, README and licence, and nothing else', async t => {
  const folders = ['', 'build/src/', 'src/'];
  const filesIn = (folder: string) => readdirSync(join(packed.directory, folder));
  const [root, compiled, sources] = folders.map(filesIn);
  t.strictSame(root?.sort(), ['LICENSE', 'README.md', 'build', 'package.json', 'src']);
  const endings = ['.d.ts', '.d.ts.map', '.js', '.js.map'];
  t.strictSame(compiled?.sort(), sources?.flatMap(path => endings.map(ending => path.replace(/\.ts$/, ending))).sort());
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
  t.strictSame(Object.keys(analysis.entrypoints).sort(), ['.', './folder', './package.json']);
  // node10 knows no `exports`; CommonJS can `require` an ES module since Node.js 20.19, which this tool does not know.
  const problems = analysis.problems.filter(
    problem => !('resolutionKind' in problem && /^node1(0|6-cjs)$/.test(problem.resolutionKind)),
  );
  t.strictSame(problems, []);
});

const OPTIONS =
  '--target es2023 --lib es2023 --types node --strict --exactOptionalPropertyTypes --noUncheckedIndexedAccess';

t.test('a module of somebody else compiles, its libraries checked, and is loaded', async t => {
  const { directory, evaluate } = await installPackage(t, packed);
  cpSync(join(PACKAGE, 'test/programs/consumer.ts'), join(directory, 'click.ts'));
  for (const [compiler, tsc] of COMPILERS) {
    const options = [...OPTIONS.split(' '), '--module', 'nodenext', '--outDir', 'handlers'];
    const compiled = runProgram(directory, process.execPath, tsc, ...options, 'click.ts');
    t.strictSame(compiled, { status: 0, output: '' }, compiler);
  }
  const folder = `await import('@wechat-pipeline/handlers/folder')`;
  t.strictSame(evaluate(`[...(await (${folder}).loadHandlers('handlers')).keys()]`), ['click']);
});
