import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';

const ROOT = join(import.meta.dirname, '../../..');
const sources = ['packages', 'apps']
  .flatMap(folder => readdirSync(join(ROOT, folder)).map(name => `${folder}/${name}/src`))
  .flatMap(folder => readdirSync(join(ROOT, folder), { recursive: true }).map(name => `${folder}/${name}`))
  .filter(path => path.endsWith('.ts'))
  .map(path => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
const imports = sources.flatMap(({ path, text }) =>
  [...text.matchAll(/(?:from|import\() ?'([^']+)'/g)].map(([, name]) => ({ path, name: name! })),
);
const offenders = (isOffence: (path: string, name: string) => boolean) =>
  imports.filter(({ path, name }) => isOffence(path, name));

t.test('wechat-core knows no server, queue or database', async t => {
  const allowed = /^(\.|node:(crypto|timers\/promises)$|undici$|fast-xml-parser$)/;
  t.strictSame(
    offenders((path, name) => path.startsWith('packages/wechat-core/') && !allowed.test(name)),
    [],
  );
});
t.test('what handlers of one’s own are written with needs wechat-core alone', async t => {
  t.strictSame(
    offenders(
      (path, name) => path.startsWith('packages/handlers/') && !/^(\.|node:|@wechat-pipeline\/wechat-core)/.test(name),
    ),
    [],
  );
});
t.test('an app never imports another, and no package imports an app', async t => {
  t.strictSame(
    offenders((_, name) => /^@wechat-pipeline\/(ingress|session|worker|wechat|demo)(\/|$)|\/apps\//.test(name)),
    [],
  );
});
t.test('only the fuzzer looks inside of wechat-core', async t => {
  t.strictSame(
    offenders((path, name) => name.includes('wechat-core/internal') && !path.startsWith('packages/push-fuzz/')),
    [],
  );
});
t.test('only env.ts reads the environment', async t => {
  const readers = sources.filter(({ path, text }) => /process\.env/.test(text) && !path.endsWith('/env.ts'));
  t.strictSame(
    readers.map(({ path }) => path),
    [],
  );
});
