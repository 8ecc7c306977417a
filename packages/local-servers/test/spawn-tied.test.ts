import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import t, { type Test } from 'tap';
import { spawnTied, type TiedProcess } from '../src/index.js';
import { isAlive } from './is-alive.js';
import { until } from './until.js';

const LOOP = 'while :; do sleep 0.05; done';

/** Runs a script that writes a line when it is ready. */
async function runScript(t: Test, script: string, graceSeconds = 10): Promise<TiedProcess> {
  const tied = spawnTied('/bin/sh', ['-c', script], { graceSeconds });
  t.teardown(() => tied.stop());
  await once(tied.stdout!, 'data');
  return tied;
}

t.test('its output, its own pid and its exit code are handed over', async t => {
  const tied = spawnTied('/bin/sh', ['-c', 'echo $$; echo "$WORD $1" >&2; exit 3', 'sh', 'two words'], {
    env: { ...process.env, WORD: 'with' },
  });
  // Both at once: what nobody reads is thrown away when the process has ended.
  const [stdout, stderr] = await Promise.all([text(tied.stdout!), text(tied.stderr!)]);
  t.equal(stdout, `${tied.pid}\n`);
  t.equal(stderr, 'with two words\n');
  t.same(await tied.exited, { code: 3, signal: null });
});

t.test('its input is handed over when asked for', async t => {
  const tied = spawnTied('cat', [], { stdin: 'pipe' });
  tied.stdin?.end('round');
  t.equal(await text(tied.stdout!), 'round');
});

t.test('a program that is killed is told by its signal, and its guard is gone with it', async t => {
  const tied = await runScript(t, `echo ready; ${LOOP}`);
  const { guardPid } = tied;
  t.ok(isAlive(guardPid!));
  t.equal(tied.kill('SIGKILL'), true);
  t.same(await tied.exited, { code: null, signal: 'SIGKILL' });
  t.notOk(isAlive(guardPid!));
  t.equal(tied.kill('SIGKILL'), false, 'there is nothing left to signal');
});

t.test('a command that does not exist ends with 127, a folder that does not exist throws', async t => {
  const tied = spawnTied('/nowhere/at-all', []);
  t.match(await text(tied.stderr!), /nowhere\/at-all.*not found|No such file/);
  t.same(await tied.exited, { code: 127, signal: null });
  t.throws(() => spawnTied('true', [], { cwd: '/nowhere/at-all' }), /the folder \/nowhere\/at-all/);
});

t.test('SIGINT is not ignored in it', async t => {
  const tied = await runScript(t, `trap 'exit 7' INT; echo ready; ${LOOP}`);
  tied.kill('SIGINT');
  t.same(await tied.exited, { code: 7, signal: null });
});

t.test('stop asks with SIGTERM, also a program that is stopped by SIGSTOP, and can be called again', async t => {
  for (const signal of ['SIGCONT', 'SIGSTOP'] as const) {
    const tied = await runScript(t, `trap 'exit 5' TERM; echo ready; ${LOOP}`);
    tied.kill(signal);
    t.same(await Promise.all([tied.stop(), tied.stop()]), [
      { code: 5, signal: null },
      { code: 5, signal: null },
    ]);
    t.same(await tied.stop(), { code: 5, signal: null });
  }
});

t.test('stop kills what does not listen', async t => {
  const tied = await runScript(t, `trap '' TERM; echo ready; ${LOOP}`, 1);
  t.same(await tied.stop(), { code: null, signal: 'SIGKILL' });
});

t.test('what it has started ends with it', async t => {
  const tied = spawnTied('/bin/sh', ['-c', 'sleep 600 >/dev/null 2>&1 & echo $!']);
  const grandchild = Number(await text(tied.stdout!));
  await tied.exited;
  await until('the grandchild is gone', () => !isAlive(grandchild));
  t.notOk(isAlive(grandchild));
});

t.test('a guard that is killed is replaced, and the program runs on', async t => {
  const tied = await runScript(t, `echo ready; ${LOOP}`);
  const first = tied.guardPid!;
  process.kill(first, 'SIGKILL');
  await until('there is another guard', () => tied.guardPid !== first);
  t.ok(isAlive(tied.pid));
  const second = tied.guardPid!;
  await tied.stop();
  t.notOk(isAlive(second));
});
