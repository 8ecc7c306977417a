import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { directoryForTest, type Teardown } from '@wechat-pipeline/local-servers';
import type { PackedPackage } from './pack-package.js';
import { runProgram } from './run-program.js';

const ROOT = join(import.meta.dirname, '../../../..');

/** A program's folder, with the package in its node_modules. */
export interface Consumer {
  readonly directory: string;
  /** Where the package is installed. */
  readonly installed: string;
  /** What an expression amounts to in a module there. */
  evaluate<T>(expression: string): T;
}

/** Installs what was packed, and links its dependencies, but for those that are left out. */
export async function installPackage(
  t: Teardown,
  packed: PackedPackage,
  { without = [] }: { without?: readonly string[] } = {},
): Promise<Consumer> {
  const directory = await directoryForTest(t, 'consumer');
  const { name, dependencies } = JSON.parse(readFileSync(join(packed.directory, 'package.json'), 'utf8'));
  const installed = join(directory, 'node_modules', name);
  cpSync(packed.directory, installed, { recursive: true });
  for (const dependency of [...Object.keys(dependencies), '@types/node'].filter(name => !without.includes(name))) {
    const link = join(directory, 'node_modules', dependency);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(folderOf(dependency, packed.source), link);
  }
  writeFileSync(join(directory, 'package.json'), '{ "type": "module" }');
  return {
    directory,
    installed,
    evaluate(expression) {
      const source = `console.log(JSON.stringify(${expression}))`;
      const { output } = runProgram(directory, process.execPath, '--input-type=module', '--eval', source);
      return JSON.parse(output.split('\n', 1)[0] ?? '');
    },
  };
}

/** Where npm has put a dependency: beside the package, unless another package needs another version. */
function folderOf(dependency: string, source: string): string {
  const own = join(source, 'node_modules', dependency);
  return existsSync(own) ? own : join(ROOT, 'node_modules', dependency);
}

/** TypeScript 7, and the last one written in JavaScript, which tap brings along. */
export const COMPILERS: readonly (readonly [name: string, tsc: string])[] = [
  ['TypeScript 7', join(ROOT, 'node_modules/typescript/bin/tsc')],
  [
    'TypeScript 5.9',
    createRequire(find('@tapjs/test', find('tap', join(ROOT, 'package.json')))).resolve('typescript/bin/tsc'),
  ],
];

function find(name: string, from: string): string {
  return createRequire(from).resolve(name);
}
