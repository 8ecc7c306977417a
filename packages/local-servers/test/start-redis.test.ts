import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { askRedis } from '../src/ask-redis.js';
import { directoryForTest, findRedisServer, startRedis } from '../src/index.js';
import { isAlive } from './is-alive.js';
import { startParent } from './start-parent.js';
import { until } from './until.js';
import { writeStub } from './write-stub.js';

const real = await findRedisServer(line => t.comment(line));

t.test('a real Redis answers PING, evicts nothing, listens on 127.0.0.1 alone, and ends when stopped', async t => {
  const redis = await startRedis({ directory: join(await directoryForTest(t, 'server'), 'made', 'for', 'it') });
  t.teardown(redis.stop);
  t.equal(redis.executable, real);
  t.equal(redis.url, `redis://127.0.0.1:${redis.port}`);
  const answers = await askRedis(redis.port, ['PING', 'CONFIG GET maxmemory-policy', 'CONFIG GET bind']);
  t.match(answers, /^\+PONG.*noeviction.*127\.0\.0\.1\r\n/s);
  await Promise.all([redis.stop(), redis.stop()]);
  t.notOk(isAlive(redis.pid));
});

t.test('with appendOnly it keeps its data between runs, otherwise not', async t => {
  const base = await directoryForTest(t, 'server');
  for (const appendOnly of [true, false]) {
    const directory = join(base, String(appendOnly));
    const first = await startRedis({ directory, appendOnly });
    await askRedis(first.port, ['SET word kept']);
    await first.stop();
    const second = await startRedis({ directory, appendOnly });
    t.teardown(second.stop);
    t.match(await askRedis(second.port, ['GET word']), appendOnly ? /kept/ : /^\$-1\r\n/);
  }
});

t.test('it ends when its parent is killed with SIGKILL, also when it is stopped by SIGSTOP', async t => {
  for (const signal of ['SIGCONT', 'SIGSTOP']) {
    const parent = await startParent(t, 'parent-of-redis', [await directoryForTest(t, 'server')]);
    process.kill(parent.told.pid!, signal);
    parent.process.kill('SIGKILL');
    await until('the server is gone', () => !isAlive(parent.told.pid!));
  }
});

t.test('Ctrl-C reaches the parent alone, which still has its Redis while it winds down', async t => {
  const parent = await startParent(t, 'parent-of-redis', [await directoryForTest(t, 'server'), 'wind-down']);
  process.kill(-parent.process.pid!, 'SIGINT');
  t.equal(await parent.nextLine(), '+PONG');
  await until('the server is gone', () => !isAlive(parent.told.pid!));
});

t.test('a server that is killed can be stopped, and started again in the same directory', async t => {
  const directory = await directoryForTest(t, 'server');
  const redis = await startRedis({ directory });
  process.kill(redis.pid, 'SIGKILL');
  await redis.stop();
  const again = await startRedis({ directory });
  t.teardown(again.stop);
  t.match(await askRedis(again.port, ['PING']), /PONG/);
});

t.test('a directory that another Redis uses is refused, and told', async t => {
  const directory = await directoryForTest(t, 'server');
  const redis = await startRedis({ directory });
  t.teardown(redis.stop);
  await t.rejects(startRedis({ directory }), /in use by another redis-server: another `npm start` seems to run/);
  t.match(await askRedis(redis.port, ['PING']), /PONG/, 'which is not disturbed');
});

t.test('a port that was asked for and is taken is told', async t => {
  const directory = await directoryForTest(t, 'server');
  const redis = await startRedis({ directory });
  t.teardown(redis.stop);
  const { port } = redis;
  await t.rejects(startRedis({ directory: join(directory, 'other'), port }), new RegExp(`port ${port} .* is taken`));
});

t.test('with a stand-in on PATH', async t => {
  const folder = await directoryForTest(t, 'server');
  const { PATH } = process.env;
  t.before(() => {
    process.env.PATH = `${folder}:${PATH}`;
  });
  t.teardown(() => {
    process.env.PATH = PATH;
  });
  const VERSION = 'if [ "$1" = --version ]; then echo 1; exit; fi';

  await t.test('a free port that is taken in between is replaced by another', async t => {
    const ports = join(folder, 'ports');
    const fails = `echo "$4" >> ${ports}; [ $(wc -l < ${ports}) -gt 2 ] || { echo 'bind: Address already in use'; exit 1; }`;
    writeStub(folder, 'redis-server', `${VERSION}\n${fails}\nexec ${real} "$@"`);
    const redis = await startRedis({ directory: join(folder, 'data') });
    t.teardown(redis.stop);
    t.equal(redis.executable, join(folder, 'redis-server'));
    t.equal(readFileSync(ports, 'utf8').trim().split('\n').at(2), String(redis.port), 'the third one');
  });

  await t.test('a server that cannot start is told by its own words', async t => {
    writeStub(folder, 'redis-server', `${VERSION}\necho 'Fatal: the moon is full' >&2; exit 1`);
    await t.rejects(
      startRedis({ directory: join(folder, 'data') }),
      /cannot start in .*Fatal: the moon is full.*\.log/,
    );
  });
});
