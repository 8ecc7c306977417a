import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import t from 'tap';
import { directoryForTest, findMongod, freePort, startMongod } from '../src/index.js';
import { isAlive } from './is-alive.js';
import { startParent } from './start-parent.js';
import { until } from './until.js';

const real = await findMongod(line => t.comment(line));

t.test(
  'a real mongod takes connections, leaves no socket file, ends in order, and starts again on its data',
  async t => {
    const directory = join(await directoryForTest(t, 'server'), 'made', 'for', 'it');
    for (const start of ['first', 'second']) {
      const mongod = await startMongod({ directory });
      t.teardown(mongod.stop);
      t.equal(mongod.executable, real);
      t.equal(mongod.url, `mongodb://127.0.0.1:${mongod.port}`);
      const socket = connect(mongod.port, '127.0.0.1');
      await once(socket, 'connect');
      socket.destroy();
      t.notOk(readdirSync(tmpdir()).includes(`mongodb-${mongod.port}.sock`));
      await mongod.stop();
      t.notOk(isAlive(mongod.pid));
      const log = readFileSync(join(directory, 'mongod.log'), 'utf8').trim();
      t.match(log.split('\n').at(-1), /"exitCode":0/, `the ${start} ended in order`);
    }
  },
);

t.test('it keeps as much in its cache as it is told', async t => {
  const directory = await directoryForTest(t, 'server');
  const mongod = await startMongod({ directory, cacheGigabytes: 0.5 });
  await mongod.stop();
  t.match(readFileSync(join(directory, 'mongod.log'), 'utf8'), /"cacheSizeGB":0\.5\b/);
});

t.test(
  'with the name of a replica set it is one, which takes writes, also when it starts again on its data',
  async t => {
    const options = { directory: await directoryForTest(t, 'server'), replicaSet: 'alone', port: await freePort() };
    for (const written of [1, 2]) {
      const mongod = await startMongod(options);
      const client = new MongoClient(mongod.url, { writeConcern: { w: 'majority' } });
      t.teardown(() => client.close());
      const { setName } = await client.db('admin').command({ hello: 1 });
      t.equal(setName, 'alone');
      await client.db('test').collection('notes').insertOne({});
      t.equal(await client.db('test').collection('notes').countDocuments(), written);
      await mongod.stop();
    }
  },
);

t.test('it ends in order when its parent is killed with SIGKILL', async t => {
  const directory = await directoryForTest(t, 'server');
  const parent = await startParent(t, 'parent-of-mongod', [directory]);
  parent.process.kill('SIGKILL');
  await until('the server is gone', () => !isAlive(parent.told.pid!));
  t.match(readFileSync(join(directory, 'mongod.log'), 'utf8'), /"exitCode":0/);
});

t.test('whoever starts again at once after such a death waits for the directory', async t => {
  const directory = await directoryForTest(t, 'server');
  const parent = await startParent(t, 'parent-of-mongod', [directory]);
  parent.process.kill('SIGKILL');
  const mongod = await startMongod({ directory });
  t.teardown(mongod.stop);
  t.notOk(isAlive(parent.told.pid!));
});

t.test('a directory that another mongod uses is refused, and told', async t => {
  const directory = await directoryForTest(t, 'server');
  const mongod = await startMongod({ directory });
  t.teardown(mongod.stop);
  await t.rejects(startMongod({ directory }), /in use by another mongod: another `npm start` seems to run/);
  t.ok(isAlive(mongod.pid), 'which is not disturbed');
});

t.test('a port that was asked for and is taken is told', async t => {
  const directory = await directoryForTest(t, 'server');
  const mongod = await startMongod({ directory });
  t.teardown(mongod.stop);
  const { port } = mongod;
  await t.rejects(startMongod({ directory: join(directory, 'other'), port }), new RegExp(`port ${port} .* is taken`));
});

t.test('a folder that holds no database of this mongod is told by its own words', async t => {
  const directory = await directoryForTest(t, 'broken');
  writeFileSync(join(directory, 'WiredTiger.wt'), 'not a table');
  writeFileSync(join(directory, 'storage.bson'), 'not BSON');
  await t.rejects(startMongod({ directory }), /mongod cannot start in .*"s":"[EF]".*mongod\.log/);
});
