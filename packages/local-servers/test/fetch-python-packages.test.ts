import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { cacheDirectory } from '../src/cache-directory.js';
import { fetchPythonPackages } from '../src/index.js';
import { writeStub } from './write-stub.js';

/** A Python that notes what it is asked for, "downloads" two wheels and "unpacks" each as a file of its name. */
const PYTHON = `
echo "$*" >> "$(dirname "$0")/asked"
case "$*" in
  *--version*) echo pip 1;;
  "-m pip download"*) while [ "$1" != --dest ]; do shift; done; mkdir "$2"; touch "$2/moon" "$2/tides";;
  "-m zipfile -e"*) mkdir -p "$5"; touch "$5/$(basename "$4")";;
  "-c import moon") [ -e "$PYTHONPATH/moon" ] && [ -e "$PYTHONPATH/tides" ];;
  *) echo "ModuleNotFoundError: No module named 'sun'" >&2; exit 1;;
esac`;

function setup(t: Test) {
  const base = t.testdir({ bin: {}, cache: {} });
  const bin = join(base, 'bin');
  writeStub(bin, 'python3', PYTHON);
  const env = { PATH: `${bin}:/usr/bin:/bin`, XDG_CACHE_HOME: join(base, 'cache') };
  const fetch = (module = 'moon', requirements = 'moon==1 --hash=sha256:00') =>
    fetchPythonPackages({ module, requirements }, () => {}, env);
  const downloads = () => readFileSync(join(bin, 'asked'), 'utf8').match(/pip download/g)?.length;
  return { bin, cache: cacheDirectory(env), fetch, downloads };
}

t.test('packages are fetched once, and found by the Python that is told', async t => {
  const { bin, cache, fetch, downloads } = setup(t);
  const { python, env } = await fetch();
  t.equal(python, join(bin, 'python3'));
  t.same(readdirSync(env.PYTHONPATH!).sort(), ['moon', 'tides']);
  t.same(await fetch(), { python, env });
  t.equal(downloads(), 1);
  t.same(readdirSync(cache).length, 1, 'nothing else is left in the cache');
});

t.test('other requirements are fetched beside them', async t => {
  const { fetch, downloads } = setup(t);
  t.not((await fetch()).env.PYTHONPATH, (await fetch('moon', 'moon==2 --hash=sha256:00')).env.PYTHONPATH);
  t.equal(downloads(), 2);
});

t.test('several that fetch at the same time all get the same', async t => {
  const { cache, fetch } = setup(t);
  const all = await Promise.all(Array.from({ length: 4 }, () => fetch()));
  t.equal(new Set(all.map(({ env }) => env.PYTHONPATH)).size, 1);
  t.equal(readdirSync(cache).length, 1);
});

t.test('what cannot be imported is told in Python’s words, and not kept', async t => {
  const { cache, fetch } = setup(t);
  await t.rejects(fetch('sun'), { message: "ModuleNotFoundError: No module named 'sun'" });
  t.same(readdirSync(cache), []);
});

t.test('a machine without Python is told so', async t => {
  const env = { PATH: t.testdir({}), XDG_CACHE_HOME: join(t.testdirName, 'cache') };
  const fetched = fetchPythonPackages({ module: 'moon', requirements: '' }, () => {}, env);
  await t.rejects(fetched, { message: 'no python3 on PATH' });
});
