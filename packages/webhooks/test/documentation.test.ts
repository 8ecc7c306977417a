import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAccountFile } from '@wechat-pipeline/accounts/file';
import t from 'tap';
import { DELIVERY_BODY, PATIENCE } from '../src/index.js';

const PAGE = readFileSync(join(import.meta.dirname, '../../../../docs/webhooks.md'), 'utf8');
const blocks = (language: string) =>
  [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, text = '']) => text);

t.test('the page’s account file is one, and its body is as the schema says', async t => {
  for (const file of blocks('yaml')) t.match(readAccountFile(file).file.webhooks, [{ name: 'crm' }]);
  for (const body of blocks('json')) t.match(DELIVERY_BODY.safeParse(JSON.parse(body)), { success: true });
  t.equal(blocks('yaml').length + blocks('json').length, 2);
});

t.test('its pauses are those of the program', async t => {
  const units: Readonly<Record<string, number>> = { s: 1_000, min: 60_000, h: 3_600_000 };
  const [, row = ''] = /^\| pause \|(.*)\| – \|$/m.exec(PAGE) ?? [];
  const told = row.split('|').map(cell => {
    const [count = '', unit = ''] = cell.trim().split(' ');
    return Number(count) * units[unit]!;
  });
  t.strictSame(told, PATIENCE.retryPauses);
  const [, first, others = ''] = /for (\d+) s, then ([\d, and]+) minutes/.exec(PAGE) ?? [];
  const minutes = others.match(/\d+/g)!.map(Number);
  t.strictSame([Number(first) * 1_000, ...minutes.map(count => count * 60_000)], PATIENCE.breakPauses);
});
