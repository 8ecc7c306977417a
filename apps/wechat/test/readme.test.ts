import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import t from 'tap';
import { program } from '../src/program.js';

const PACKAGE = join(import.meta.dirname, '../..');
const README = readFileSync(join(PACKAGE, 'README.md'), 'utf8');

interface Leaf {
  /** As it is typed. */
  readonly typed: string;
  readonly command: Command;
}

/** Every command that does something. */
function leaves(command: Command, before = ''): readonly Leaf[] {
  const typed = `${before}${command.name()}`;
  if (command.commands.length === 0) return [{ typed, command }];
  // Sound: commander’s types only forget which options each has.
  return command.commands.flatMap(one => leaves(one as Command, `${typed} `));
}

/** What follows `wechat` in the lines that begin with it, without remarks and redirections. */
function examplesIn(text: string): readonly string[] {
  return [...text.matchAll(/^ *wechat (?!\[)(.+?)(?: {2,}.*| >>? .*)?$/gm)].map(([, typed = '']) => typed);
}

function helpOf(command: Command): string {
  let help = '';
  command.configureOutput({
    writeOut: text => {
      help += text;
    },
  });
  command.outputHelp();
  return help;
}

t.test('README lists the commands that there are', async t => {
  const listed = [...README.matchAll(/^\| `(wechat [a-z ]+)` \|/gm)].map(([, command]) => command);
  t.strictSame(
    listed.sort(),
    leaves(program())
      .map(({ typed }) => typed)
      .sort(),
  );
});

t.test('the help of each command has examples', async t => {
  for (const { typed, command } of leaves(program())) {
    const examples = examplesIn(helpOf(command));
    t.ok(
      examples.some(example => `wechat ${example}`.startsWith(typed)),
      typed,
    );
  }
});

t.test('the examples of README and of the help are understood', async t => {
  const helps = leaves(program()).map(({ command }) => helpOf(command));
  for (const example of [README, ...helps].flatMap(examplesIn)) {
    const done: string[] = [];
    const all = program().exitOverride();
    for (const { typed, command } of leaves(all)) command.exitOverride().action(() => void done.push(typed));
    await all.parseAsync(example.split(' '), { from: 'user' });
    t.ok(done.length === 1 && `wechat ${example}`.startsWith(done.join()), example);
  }
});

t.test('what README links to is there', async t => {
  for (const [, path = ''] of README.matchAll(/\]\((?!https?:)([^)#]+)\)/g))
    t.ok(existsSync(join(PACKAGE, path)), path);
});
