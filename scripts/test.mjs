import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildTap } from './build-tap.mjs';
import { endWithParent } from './end-with-parent.mjs';
import { prepare, root } from './prepare.mjs';
import { runQuietly } from './run-quietly.mjs';
import { runTap } from './run-tap.mjs';
import { tell } from './tell.mjs';

// npm test: install, build and types, lint, then every test on one real Redis and one real MongoDB. Changes no file that
// git knows. What follows `--` goes to tap: names of tests' files, as they are in the sources, or options.

/** What has to be undone at the end, in reverse. */
const open = [];
let closed;
let passed = 0;
let failed = 0;

let isInterrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  // A terminal's Ctrl-C comes twice, from it and from npm; once is enough.
  process.on(signal, async () => {
    isInterrupted = true;
    await close();
    process.exit(1);
  });
}
endWithParent();

const isPrepared = (await stage('build, types', prepare)) && (await stage('tap', () => buildTap(root)));
await stage('lint', lint);
if (isPrepared) {
  await stage('tests', async () => {
    const counts = await test();
    passed += counts.passed;
    failed += counts.failed;
  });
}
await close();
if (isInterrupted) process.exit(1);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** Says how long it took. That it failed counts as one failed test, and what does not depend on it goes on. */
async function stage(name, work) {
  const begun = performance.now();
  let isOk = true;
  try {
    await work();
  } catch (error) {
    if (isInterrupted) return false;
    tell(error.message);
    failed += 1;
    isOk = false;
  }
  console.log(`${name}${isOk ? '' : ' FAILED'} · ${((performance.now() - begun) / 1_000).toFixed(1)} s`);
  return isOk;
}

function lint() {
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const colors = process.stderr.isTTY && !process.env.NO_COLOR ? 'force' : 'off';
  return runQuietly(process.execPath, [biome, 'ci', `--colors=${colors}`, '.'], { cwd: root, failure: 'lint failed' });
}

async function test() {
  const { spawnTied, startMongod, startRedis } = await import('../packages/local-servers/build/src/index.js');
  const directory = await mkdtemp(join(tmpdir(), 'wechat-pipeline-test-'));
  // Again if need be: what a killed test has started may be writing its last there.
  open.push(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }));

  async function start(name, startServer) {
    const server = await startServer({ directory: join(directory, name), onProgress: tell });
    open.push(() => server.stop());
    return server.url;
  }
  // The tests' own temporary folders are in ours, and go with it however they ended.
  const temporary = join(directory, 'tests');
  await mkdir(temporary);
  const env = { ...environment(), TMPDIR: temporary };
  env.REDIS_URL ||= await start('redis', startRedis);
  env.MONGODB_URL ||= await start('mongodb', startMongod);
  const onStart = tap =>
    open.push(() => {
      // What an interrupted test makes of it is not worth reading.
      tap.stdout.destroy();
      return tap.stop();
    });
  return runTap({ root, args: process.argv.slice(2), env, spawnTied, onStart });
}

/** Ours without what would reach the programs under test: above all, real credentials. */
function environment() {
  const ours = /^(?:WECHAT_.*|QUEUE_PREFIX|(?:ADMIN_)?(?:HOST|PORT)|WORKER_CONCURRENCY|LOG_LEVEL|LOCAL_DIRECTORY)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}

function close() {
  closed ??= closeAll();
  return closed;
}

async function closeAll() {
  for (let undo = open.pop(); undo; undo = open.pop()) await undo();
}
