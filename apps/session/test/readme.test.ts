import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SESSION_VARIABLES } from '@wechat-pipeline/service';
import t from 'tap';
import { ENDPOINTS } from '../src/endpoints.js';
import { PARTIALS } from '../src/pages/partials.js';
import { ME_FIELDS } from '../src/routes/me.js';
import { startSession } from './start-session.js';

const README = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
const section = (title: string) => README.split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
const firstColumn = (text: string) =>
  [...text.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!),
  );

t.test('README tells of every endpoint, variable and field', async t => {
  const endpoints = firstColumn(section('What is served')).map(request => /^GET \/([\w-]+)/.exec(request)?.[1]);
  t.strictSame(endpoints, ENDPOINTS);
  t.strictSame(firstColumn(section('Variables')), [...Object.keys(SESSION_VARIABLES), 'ADMIN_PORT']);
  t.strictSame(firstColumn(section('me')).sort(), [...ME_FIELDS].sort());
});

t.test('README’s template uses every value that it tells of, and is what a stranger is shown', async t => {
  const [, template = ''] = /```html\n(.*?)```/s.exec(README) ?? [];
  const file = 'pages: { name: 示例, qrCode: https://example.com/qr.png, followPage: follow.html }';
  const { url, phone } = await startSession(t, { file, files: { 'follow.html': template } });
  const { body, status } = await phone('oBob').open(`${url}/enter?to=/page`);
  t.equal(status, 200);
  for (const part of [
    '<html lang="zh-CN">',
    '<title>示例</title>',
    '会员专享',
    'src="https:&#x2F;&#x2F;example.com&#x2F;qr.png"',
    '<a id="go-on" href="',
    'visibilitychange',
    'prefers-color-scheme',
  ]) {
    t.ok(body.includes(part), part);
  }
  t.notMatch(body, /For members|\{\{/);
  const values = firstColumn(section('The account file').split('| value |')[1] ?? '');
  t.strictSame(
    values.filter(name => /^\{\{> /.test(name)).map(name => name.slice(4, -2)),
    Object.keys(PARTIALS),
  );
  for (const name of values.filter(name => /^\w+$/.test(name)))
    t.match(template, new RegExp(`\\{\\{[#^]?${name}\\}\\}`), name);
});
