import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAccountFile } from '@wechat-pipeline/accounts/file';
import t from 'tap';

const ROOT = join(import.meta.dirname, '../../..');
const WECHAT = join(ROOT, 'apps/wechat/build/src/main.js');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([whole, part]) => part ?? whole);

/** What of a page is the same in every language. */
function skeleton(page: string) {
  const prose = page.replace(/^```.*?^```$/gms, '');
  return {
    headings: all(page, /^#+ (?:\d\.)?/gm),
    blocks: all(page, /^```\w+\n(.*?)^```$/gms),
    tables: prose
      .split(/\n\n/)
      .filter(part => part.startsWith('|'))
      .map(table => table.split('\n').length),
    code: [...new Set(all(prose, /`([^`]+)`/g))].sort(),
  };
}

const page = read('docs/owner.md');
const { blocks, code } = skeleton(page);
const commands = [...blocks.flatMap(block => block.split('\n')), ...code].filter(line =>
  /^(npm|docker|cp|openssl) /.test(line),
);

t.test('the owner’s page has the same steps, commands and names in Chinese', async t => {
  t.strictSame(skeleton(read('docs/owner.zh-CN.md')), skeleton(page));
});

t.test('what the owner is told to type is there', async t => {
  t.ok(commands.length > 10);
  const scripts: Record<string, string> = JSON.parse(read('package.json')).scripts;
  const services = all(read('docker-compose.yml').split('\nservices:')[1]!.split(/^\w/m)[0]!, /^ {2}(\w+):$/gm);
  for (const command of commands) {
    const [, script] = /^npm (?:run )?(\w+)/.exec(command) ?? [];
    if (script) t.hasProp(scripts, script, command);
    const [, service] = /^docker compose (?:run --rm|logs.*) (\w+)/.exec(command) ?? [];
    if (service) t.ok(services.includes(service), command);
    const [, source, target] = /^cp (\S+) (\S+)$/.exec(command) ?? [];
    if (source && target) t.ok(existsSync(join(ROOT, source)) && existsSync(join(ROOT, target, '..')), command);
  }
  const variables = all(read('.env.example'), /^#?([A-Z_]+)=/gm);
  for (const name of code.filter(name => /^(WECHAT|REDIS|MONGODB)_/.test(name))) t.ok(variables.includes(name), name);
});

t.test('so are the commands of the command line', async t => {
  const typed = commands.flatMap(
    command => /(?:run --rm cli|run wechat --) ([a-z]+(?: [a-z]+)?)/.exec(command)?.[1] ?? [],
  );
  const help = (name: string) =>
    spawnSync(process.execPath, [WECHAT, ...name.split(' '), '--help'], { encoding: 'utf8' }).stdout;
  for (const name of new Set(typed)) {
    const [command = ''] = name.split(' ');
    const hasCommandsBelow = /^Commands:/m.test(help(command));
    t.match(help(name), `Usage: wechat ${hasCommandsBelow ? name : command} `);
  }
});

t.test('the account files of the page are such', async t => {
  const files = blocks.filter(block => /^(accounts|webhooks):/.test(block));
  t.match(
    files.map(file => readAccountFile(file).file),
    [{ webhooks: [{ name: 'crm' }] }, { accounts: [{ name: 'shop' }] }],
  );
});
