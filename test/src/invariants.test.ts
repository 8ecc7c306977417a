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

t.test(
  'what the image is made of is let through to Docker, and each package of ours that these need is among it',
  async t => {
    const letThrough = readFileSync(join(ROOT, '.dockerignore'), 'utf8');
    const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
    const copied = [...dockerfile.matchAll(/^COPY ((?:apps|packages)\/[\w-]+)\/package\.json/gm)].map(
      ([, path]) => path!,
    );
    t.ok(copied.length > 8);
    for (const path of copied) {
      t.match(letThrough, `\n!${path}\n`);
      const { dependencies = {} } = JSON.parse(readFileSync(join(ROOT, path, 'package.json'), 'utf8'));
      for (const name of Object.keys(dependencies)) {
        const ours = /^@wechat-pipeline\/(.+)$/.exec(name)?.[1];
        if (ours) t.ok(copied.includes(`packages/${ours}`), `${path} needs ${ours}`);
      }
    }
  },
);
