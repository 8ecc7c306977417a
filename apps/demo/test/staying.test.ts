import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { mongodbForTest, redisForTest } from '@wechat-pipeline/local-servers';
import t from 'tap';
import { canListProcesses, processesOf } from './processes-of.js';
import { startDemo } from './start-demo.js';

const STAYS = 'It stays up.';

t.test('a second one in the same folder is told of the first, which goes on until Ctrl-C ends it in order', async t => {
  const first = await startDemo(t);
  await first.says(STAYS);
  const second = await startDemo(t, { directory: first.directory });
  t.equal(await second.ended, 1);
  t.match(second.output(), /is in use by another .*: another `npm start` seems to run in this folder/);
  process.kill(first.pid, 'SIGINT');
  t.equal(await first.ended, 0, first.output());
  if (canListProcesses) t.strictSame(processesOf(first.directory), [], 'nothing is left running');
});

t.test('when port 3000 is taken it takes another; when the worker dies it says so, and ends with 1', async t => {
  const holder = await holdPort(3000);
  t.teardown(() => holder.close());
  const { url, prefix } = await redisForTest(t);
  const env = { PORT: '', REDIS_URL: url, QUEUE_PREFIX: prefix, MONGODB_URL: await mongodbForTest(t) };
  const demo = await startDemo(t, { env });
  await demo.says(STAYS);
  t.match(demo.output(), 'port 3000 is taken');

  process.kill(Number(/worker +pid (\d+)/.exec(demo.output())?.[1]), 'SIGKILL');
  t.equal(await demo.ended, 1);
  t.match(demo.output(), /The worker was ended by SIGKILL\. The last that it said:\n +info: /);
});

/** Another test may have it at the moment. */
async function holdPort(port: number): Promise<Server> {
  for (;;) {
    const server = createServer().listen(port, '127.0.0.1');
    try {
      await once(server, 'listening');
      return server;
    } catch {
      await pause(20);
    }
  }
}
