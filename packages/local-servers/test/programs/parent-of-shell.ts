// `node parent-of-shell.js SCRIPT`: runs a shell script as a tied process, tells its pids once it has written a line,
// then does what it is told: exit, throw, guard (tell the guard's pid again).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { spawnTied } from '../../src/index.js';

const tied = spawnTied('/bin/sh', ['-c', process.argv[2] ?? ''], { graceSeconds: 1 });
if (tied.stdout === null) throw new Error('its output is asked for');
await once(tied.stdout, 'data');
// Started after the guard, and outlives us: it must not have inherited what the guard waits on.
const bystander = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
console.log(JSON.stringify({ pid: tied.pid, guardPid: tied.guardPid, bystander: bystander.pid }));

for await (const order of createInterface({ input: process.stdin })) {
  if (order === 'exit') process.exit();
  if (order === 'throw') throw new Error('as told');
  if (order === 'guard') console.log(tied.guardPid);
}
