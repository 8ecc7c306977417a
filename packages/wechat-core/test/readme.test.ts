import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { COMPILERS, installPackage, packPackage, runProgram } from '@wechat-pipeline/packed-package';
import { createPusher, startPlatform, subscribe, text } from '@wechat-pipeline/played-wechat';
import t from 'tap';
import * as errors from '../src/errors.js';
import * as core from '../src/index.js';
import { PACKAGE } from './package-folder.js';

const README = readFileSync(join(PACKAGE, 'README.md'), 'utf8');
/** What is marked `ts` compiles, what is marked `ts run` also runs. */
const EXAMPLES = [...README.matchAll(/^```ts( run)?\n(.*?)^```/gms)].map(([, run, code = '']) => ({ run, code }));

t.test('every example compiles against what is published, and those that are marked run', async t => {
  const credentials = { appId: 'wx0123456789abcdef', appSecret: '0123456789abcdef0123456789abcdef' };
  const platform = await startPlatform({ accounts: [credentials] });
  t.teardown(() => platform.close());
  for (const openid of ['oAlice', 'oBob']) platform.follow(openid);

  const { directory } = await installPackage(t, await packPackage(t, PACKAGE));
  const files = EXAMPLES.map((_, index) => `example-${index}.ts`);
  for (const [index, { code }] of EXAMPLES.entries()) {
    writeFileSync(join(directory, files[index]!), code.replace('https://api.weixin.qq.com', platform.url));
  }
  const [[, tsc] = []] = COMPILERS;
  const options = '--target es2023 --module nodenext --types node --strict --exactOptionalPropertyTypes'.split(' ');
  t.strictSame(runProgram(directory, process.execPath, tsc!, ...options, ...files), { status: 0, output: '' });

  const load = (index: number) => import(pathToFileURL(join(directory, `example-${index}.js`)).href);
  const runnable = [...EXAMPLES.keys()].filter(index => EXAMPLES[index]!.run);
  t.ok(runnable.length >= 2);
  for (const index of runnable) await t.resolves(load(index), `example ${index}`);

  await t.test('the first of them is a server that WeChat can push to', async t => {
    const { server } = await load(0);
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    t.teardown(() => server.close());
    const url = `http://127.0.0.1:${server.address().port}/`;
    const pusher = createPusher({ url, token: 'T0ken', originalId: 'gh_0123456789ab' });
    t.equal(await pusher.handshake(), true);
    t.match(await pusher.push(text('oAlice', '你好')), { tries: 1, answer: { body: /\[收到\]/ } });
    t.match(await pusher.push(subscribe('oAlice')), { tries: 1, answer: { body: 'success' } });
    t.equal((await fetch(url, { method: 'POST', body: 'x' })).status, 403);
    const stranger = createPusher({ url, token: 'another', originalId: 'gh_0123456789ab', tries: 1 });
    t.match(await stranger.push(text('oAlice', '你好')), { delivered: false, answer: { status: 403 } });
    t.match(await pusher.push(text('oAlice', 'a'.repeat(300_000))), { delivered: false });
  });
});

t.test('what it says to be stricter in is proven by a test that is there', async t => {
  const section = README.split('## Stricter than every SDK')[1] ?? '';
  const rows = [...section.matchAll(/^\| (?!here |---)(.*) \|$/gm)].map(([, row = '']) => row.split(' | '));
  t.ok(rows.length >= 30);
  for (const [here = '', elsewhere, proof = '', ...more] of rows) {
    t.ok(elsewhere && more.length === 0, `three columns: ${here}`);
    for (const test of proof.split('<br>')) {
      const [, file = '', title = ''] = /^`([\w-]+\.test\.ts)`: (.+)$/.exec(test) ?? [];
      const path = join(PACKAGE, 'test', file);
      t.ok(existsSync(path) && readFileSync(path, 'utf8').includes(`'${title}'`), `${here}: ${test}`);
    }
  }
});

t.test('its table of kinds names each of them', async t => {
  const table = README.split('| of | kinds |')[1]?.split('\n\n')[0] ?? '';
  t.strictSame([...table.matchAll(/`([a-z_]+)`/g)].map(([, kind]) => kind).sort(), Object.keys(core.KINDS).sort());
});

t.test('its table of functions names those that there are', async t => {
  const table = README.split('| of | functions |')[1]?.split('\n\n')[0] ?? '';
  const named = [...table.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
  t.ok(named.length > 30);
  const exported = new Map<string, unknown>(Object.entries(core));
  for (const name of named) t.type(exported.get(name), 'function', name);
});

t.test('its tree of errors names each of them', async t => {
  const tree = README.split('## Errors')[1]?.split('\n## ')[0] ?? '';
  t.strictSame(
    [...tree.matchAll(/^(?:[│├└─ ]*)(\w+Error) /gm)].map(([, name]) => name).sort(),
    Object.keys(errors)
      .filter(name => name.endsWith('Error'))
      .sort(),
  );
});
