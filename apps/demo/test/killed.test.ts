import { mongodbForTest, redisForTest } from '@wechat-pipeline/local-servers';
import t from 'tap';
import { canListProcesses, processesOf } from './processes-of.js';
import { startDemo } from './start-demo.js';
import { until } from './until.js';

const STAYS = 'It stays up.';
const nothingLeft = (directory: string) => until('nothing is left running', () => processesOf(directory).length === 0);
const onLinux = canListProcesses ? {} : { skip: 'processes are counted in /proc, which only Linux has' };

t.test('kill -9 of it leaves nothing running', onLinux, async t => {
  const demo = await startDemo(t);
  await demo.says(STAYS);
  process.kill(demo.pid, 'SIGKILL');
  t.equal(await demo.ended, 'SIGKILL');
  await nothingLeft(demo.directory);
});

t.test('kill -9 of npm leaves nothing running', onLinux, async t => {
  const { url, prefix } = await redisForTest(t);
  const env = { REDIS_URL: url, QUEUE_PREFIX: prefix, MONGODB_URL: await mongodbForTest(t) };
  const demo = await startDemo(t, { npm: true, env });
  await demo.says(STAYS);
  process.kill(demo.pid, 'SIGKILL');
  await nothingLeft(demo.directory);
  t.match(demo.output(), 'Stopping', 'it has ended in order');
});
