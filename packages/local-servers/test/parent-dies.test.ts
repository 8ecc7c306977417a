import t, { type Test } from 'tap';
import { isAlive, stateFromProc } from './is-alive.js';
import { type Parent, startParent } from './start-parent.js';
import { until } from './until.js';

const LOOP = 'while :; do sleep 0.05; done';
const ORDINARY = `echo ready; ${LOOP}`;
const DEAF = `trap '' HUP INT TERM; echo ready; ${LOOP}`;

async function assertAllGone(t: Test, { told }: Parent): Promise<void> {
  await until('the program is gone', () => !isAlive(told.pid!));
  await until('the guard is gone', () => !isAlive(told.guardPid!));
  t.ok(isAlive(told.bystander!), 'although another child of that parent lives on');
}

const deaths: Record<string, (parent: Parent) => void> = {
  'is killed with SIGKILL': parent => parent.process.kill('SIGKILL'),
  'is killed with SIGKILL, and all of its process group with it': parent =>
    process.kill(-parent.process.pid!, 'SIGKILL'),
  'gets SIGTERM': parent => parent.process.kill('SIGTERM'),
  'gets SIGHUP with all of its process group': parent => process.kill(-parent.process.pid!, 'SIGHUP'),
  'is interrupted with Ctrl-C': parent => process.kill(-parent.process.pid!, 'SIGINT'),
  'throws what nobody catches': parent => parent.order('throw'),
  'calls process.exit': parent => parent.order('exit'),
};

for (const [how, die] of Object.entries(deaths)) {
  t.test(`a tied program and its guard end when the parent ${how}`, async t => {
    const parent = await startParent(t, 'parent-of-shell', [ORDINARY]);
    die(parent);
    await assertAllGone(t, parent);
  });
}

t.test('a program that ignores SIGTERM is killed after its parent', async t => {
  const parent = await startParent(t, 'parent-of-shell', [DEAF]);
  parent.process.kill('SIGKILL');
  await assertAllGone(t, parent);
});

for (const [name, script] of Object.entries({ ordinary: ORDINARY, deaf: DEAF })) {
  t.test(`a program (${name}) that is stopped by SIGSTOP ends after its parent`, async t => {
    const parent = await startParent(t, 'parent-of-shell', [script]);
    process.kill(parent.told.pid!, 'SIGSTOP');
    if (process.platform === 'linux') await until('it is stopped', () => stateFromProc(parent.told.pid!) === 'T');
    parent.process.kill('SIGKILL');
    await assertAllGone(t, parent);
  });
}

t.test('a program whose guard was killed ends with its parent all the same', async t => {
  const parent = await startParent(t, 'parent-of-shell', [ORDINARY]);
  process.kill(parent.told.guardPid!, 'SIGKILL');
  let guardPid = parent.told.guardPid!;
  await until('there is another guard', async () => {
    parent.order('guard');
    guardPid = Number(await parent.nextLine());
    return guardPid !== parent.told.guardPid;
  });
  parent.process.kill('SIGKILL');
  await assertAllGone(t, parent);
  await until('the other guard is gone', () => !isAlive(guardPid));
});
