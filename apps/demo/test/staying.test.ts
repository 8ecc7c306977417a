import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { mongodbForTest, redisForTest } from '@wechat-pipeline/local-servers';
import { createPusher, text } from '@wechat-pipeline/played-wechat';
import t from 'tap';
import { PLAYED_ACCOUNT } from '../src/played-accounts.js';
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

t.test('what is changed in the account file while it stays up is answered, and a mistake is told', async t => {
  const { url, prefix } = await redisForTest(t);
  const env = { REDIS_URL: url, QUEUE_PREFIX: prefix, MONGODB_URL: await mongodbForTest(t) };
  const demo = await startDemo(t, { env });
  await demo.says(STAYS);
  const path = join(demo.directory, 'account.yml');
  const file = readFileSync(path, 'utf8');
  writeFileSync(path, file.replace('您想说的话', '您的话'));
  await demo.says('ingress    account file read again');
  const pushUrl = /pushes +(\S+)/.exec(demo.output())?.[1] ?? '';
  const { answer } = await createPusher({ url: pushUrl, ...PLAYED_ACCOUNT }).push(text('oByHand', '你好'));
  t.match(answer?.body, '编辑@+您的话,我们可以收到');
  writeFileSync(path, file.replace('default:', 'defalut:'));
  await demo.says('! worker error: account file cannot be used');
  t.match(demo.output(), /line 12: replies\.defalut: expected one of .*, default/);
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
