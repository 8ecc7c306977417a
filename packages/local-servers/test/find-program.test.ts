import { mkdirSync, readdirSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import t, { type Test } from 'tap';
import { cacheDirectory } from '../src/cache-directory.js';
import { findProgram, type Program, type Source } from '../src/find-program.js';
import { ProgramNotFoundError } from '../src/program-not-found-error.js';
import { writeStub } from './write-stub.js';

const RUNS = 'echo version 1';
const BROKEN = 'echo "libmoon.so: cannot open shared object file" >&2; exit 127';

/** An empty cache, two empty folders on PATH, and what was said and fetched. */
function setup(t: Test) {
  const base = t.testdir({ one: {}, two: {}, cache: {} });
  const one = join(base, 'one');
  const two = join(base, 'two');
  const env = { PATH: `${one}:${two}`, XDG_CACHE_HOME: join(base, 'cache') };
  const cache = cacheDirectory(env);
  const said: string[] = [];
  const fetched: string[] = [];
  const source = (name: string, script: string | Error): Source => ({
    name,
    async fetch(folder) {
      fetched.push(name);
      if (script instanceof Error) throw script;
      return writeStub(join(folder, 'unpacked'), 'whatever', script);
    },
  });
  const find = (...sources: Source[]) => {
    const program: Program = { name: 'moond', commands: ['moond', 'lunard'], sources, waysOut: ['apt install moon'] };
    return findProgram(program, env, line => said.push(line));
  };
  return { base, one, two, cache, said, fetched, source, find };
}

t.test('on PATH comes first, its first name before its second, then in the order of PATH', async t => {
  const { one, two, cache, find, fetched } = setup(t);
  writeStub(cache, 'moond', RUNS);
  const lunard = writeStub(one, 'lunard', RUNS);
  t.equal(await find(), lunard);
  const second = writeStub(two, 'moond', RUNS);
  t.equal(await find(), second);
  const first = writeStub(one, 'moond', RUNS);
  t.equal(await find(), first);
  t.same(fetched, []);
});

t.test('what is on PATH but does not run is passed over with a word about it', async t => {
  const { one, two, find, said } = setup(t);
  const broken = writeStub(one, 'moond', BROKEN);
  mkdirSync(join(two, 'moond'));
  const lunard = writeStub(two, 'lunard', RUNS);
  t.equal(await find(), lunard);
  t.same(said, [`passing over ${broken}, which does not run: libmoon.so: cannot open shared object file`]);
});

t.test('what an earlier run fetched comes next, and nothing is fetched', async t => {
  const { cache, find, source, fetched } = setup(t);
  const cached = writeStub(cache, 'moond', RUNS);
  t.equal(await find(source('a wheel', RUNS)), cached);
  t.same(fetched, []);
});

t.test('else it is fetched from the first source that has one that runs, once, and shown', async t => {
  const { cache, find, source, fetched, said } = setup(t);
  const sources = [
    source('away', new Error('no route')),
    source('broken', BROKEN),
    source('a wheel (6 MB, once)', RUNS),
  ];
  t.equal(await find(...sources), join(cache, 'moond'));
  t.equal(await find(...sources), join(cache, 'moond'));
  t.same(fetched, ['away', 'broken', 'a wheel (6 MB, once)']);
  t.same(said, [
    'fetching moond: away …',
    'no moond there: no route',
    'fetching moond: broken …',
    'no moond there: libmoon.so: cannot open shared object file',
    'fetching moond: a wheel (6 MB, once) …',
    `fetched moond into ${join(cache, 'moond')}`,
  ]);
  t.same(readdirSync(cache), ['moond'], 'nothing else is left in the cache');
});

t.test('what a tool keeps in a cache of its own is copied', async t => {
  const { base, cache, find } = setup(t);
  const own = writeStub(join(base, 'own'), 'moond-1', RUNS);
  t.equal(await find({ name: 'tool', fetch: async () => own }), join(cache, 'moond'));
  t.same(readdirSync(dirname(own)), ['moond-1']);
});

t.test('a fetched one that runs no more is replaced', async t => {
  const { cache, find, source, said } = setup(t);
  const cached = writeStub(cache, 'moond', BROKEN);
  t.equal(await find(source('a wheel', RUNS)), cached);
  t.match(said[0], `passing over ${cached}`);
});

t.test('several that fetch at the same time all get one that runs', async t => {
  const { cache, find, source } = setup(t);
  const all = await Promise.all(Array.from({ length: 8 }, () => find(source('a wheel', RUNS))));
  t.same(new Set(all), new Set([join(cache, 'moond')]));
  t.same(readdirSync(cache), ['moond']);
});

t.test('what a fetch that was killed has left is removed an hour later', async t => {
  const { cache, find, source } = setup(t);
  mkdirSync(join(cache, '.fetching-old'), { recursive: true });
  utimesSync(join(cache, '.fetching-old'), 0, 0);
  mkdirSync(join(cache, '.fetching-now'));
  await find(source('a wheel', RUNS));
  t.same(readdirSync(cache).sort(), ['.fetching-now', 'moond']);
});

t.test('when nothing works, one error tells all that was tried and the ways out', async t => {
  const { one, cache, find, source } = setup(t);
  const broken = writeStub(one, 'moond', BROKEN);
  const found = find(source('official', new Error('no route')), source('wheel', new Error('no pip that runs')));
  await t.rejects(found, ProgramNotFoundError);
  await t.rejects(found, {
    code: 'PROGRAM_NOT_FOUND',
    message: [
      'no moond was found on this machine, and none could be fetched. Tried, in this order:',
      `  - fetched earlier, ${join(cache, 'moond')}: none`,
      `  - ${broken}: it does not run: libmoon.so: cannot open shared object file`,
      '  - official: no route',
      '  - wheel: no pip that runs',
      'Ways out, any one of:',
      '  - apt install moon',
    ].join('\n'),
  });
});

t.test('the cache is under XDG_CACHE_HOME when that is absolute, else under ~/.cache', async t => {
  const here = `${process.platform}-${process.arch}`;
  t.equal(cacheDirectory({ XDG_CACHE_HOME: '/x', HOME: '/home/me' }), join('/x/wechat-pipeline', here));
  t.equal(cacheDirectory({ XDG_CACHE_HOME: 'x', HOME: '/home/me' }), join('/home/me/.cache/wechat-pipeline', here));
  t.equal(cacheDirectory({ HOME: '/home/me' }), join('/home/me/.cache/wechat-pipeline', here));
});
